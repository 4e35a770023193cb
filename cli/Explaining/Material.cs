using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Explaining;

/// <summary>Everything in the topics that is about one episode, or about one processing record without alarm.</summary>
internal sealed class Material
{
    private const int MaxRecords = 50_000;
    private int _count;

    /// <summary>Empty for an alarm without episode.</summary>
    public string EpisodeId { get; set; } = "";

    /// <summary>Of all records of the episode.</summary>
    public HashSet<string> AlarmIds { get; } = [];

    public List<Logged<AlarmMessage>> Alarms { get; } = [];

    public List<Logged<Signal>> Signals { get; } = [];

    public List<Logged<Acknowledgement>> Acknowledgements { get; } = [];

    public List<Logged<Request>> Requests { get; } = [];

    /// <summary>Every state of each processing record that the topic still holds, by its id.</summary>
    public Dictionary<string, List<Logged<ProcessingRecord>>> Records { get; } = [];

    public Dictionary<string, ConvergenceGroup> Groups { get; } = [];

    public List<Logged<StoryLine>> Lines { get; } = [];

    public List<Logged<ApprovalAnswer>> Answers { get; } = [];

    public List<Logged<Outcome>> Outcomes { get; } = [];

    public List<Logged<Withdrawal>> Withdrawals { get; } = [];

    public List<Logged<ActionCommand>> Commands { get; } = [];

    /// <summary>By its place: partition and offset.</summary>
    public Dictionary<(int Partition, long Offset), DeliveryStory> Deliveries { get; } = [];

    /// <summary>The newest state of each delivery, by its id.</summary>
    public Dictionary<string, Logged<DeliveryState>> DeliveryStates { get; } = [];

    /// <summary>The silences that requests name, by their id.</summary>
    public Dictionary<string, Shield> Shields { get; } = [];

    public bool IsAbout(AlarmMessage? alarm) => alarm is not null && IsAbout(alarm.Id, alarm.EpisodeId);

    public bool IsAbout(string alarmId, string episodeId) => (episodeId.Length > 0 && episodeId == EpisodeId) || AlarmIds.Contains(alarmId);

    /// <exception cref="StageFailureException">There is more than fits into a story.</exception>
    public void Add<T>(ICollection<T> list, T value)
    {
        list.Add(value);
        if (++_count > MaxRecords)
        {
            throw new StageFailureException($"more than {MaxRecords} records are about it, too many for a story: look less far back with --since");
        }
    }
}
