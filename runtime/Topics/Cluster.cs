using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Topics;

/// <summary>What the brokers know about topics, and the making of topics. Every call ends within a bounded time.</summary>
public sealed class Cluster : IDisposable
{
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <summary>For what is only good to know.</summary>
    private static readonly TimeSpan _glance = TimeSpan.FromSeconds(3);
    private readonly IAdminClient _admin;
    private readonly ClientWatch _watch;

    /// <exception cref="StageFailureException">The client doesn't take its options.</exception>
    public Cluster(ClientSettings client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _watch = new ClientWatch(client.BootstrapServers);
        _admin = client.Create(() => new AdminClientBuilder(client.Admin()).SetErrorHandler((_, error) => _watch.Note(error)).SetLogHandler((_, _) => { }).Build());
    }

    public int Brokers => Metadata().Brokers.Count;

    /// <summary>How many partitions a topic has.</summary>
    /// <exception cref="StageFailureException">There is no such topic, or no Kafka.</exception>
    public int Partitions(string topic) => Find(Metadata(), topic)?.Partitions.Count
        ?? throw new StageFailureException($"there is no topic {topic}, or no ACL lets this client see it; 'tocsin topics create' makes the topics");

    /// <summary>For each partition the offset the next record will get, whatever becomes of open transactions.</summary>
    public IReadOnlyList<long> Ends(string topic, int partitions)
    {
        var wanted = Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffsetSpec { TopicPartition = new(topic, partition), OffsetSpec = OffsetSpec.Latest() });
        var found = Ask(() => _admin.ListOffsetsAsync(wanted, new() { RequestTimeout = _patience, IsolationLevel = IsolationLevel.ReadUncommitted }));
        return [.. found.ResultInfos.Select(info => info.TopicPartitionOffsetError).OrderBy(end => end.Partition.Value).Select(end => end.Offset.Value)];
    }

    /// <summary>The first offset a group has not committed, of those partitions of which it has committed any. Joins no group.</summary>
    public IReadOnlyDictionary<int, long> Committed(string group, IReadOnlyList<TopicPartition> partitions)
    {
        try
        {
            var found = _admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(group, [.. partitions])], new() { RequestTimeout = _patience }).GetAwaiter().GetResult();
            return found.Single().Partitions
                .Where(each => !each.Error.IsError && !each.Offset.IsSpecial)
                .ToDictionary(each => each.Partition.Value, each => each.Offset.Value);
        }
        catch (KafkaException exception)
        {
            _watch.ThrowIfFailed();
            throw new StageFailureException($"the positions of group {group} can't be found: {Describe(exception.Error)}", exception);
        }
    }

    /// <summary>The members of consumer groups; groups of which the brokers can't or may not tell are left out. Joins no group.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<GroupMember>> Members(IReadOnlyCollection<string> groups)
    {
        try
        {
            return Told(_admin.DescribeConsumerGroupsAsync(groups, new() { RequestTimeout = _glance }).GetAwaiter().GetResult().ConsumerGroupDescriptions);
        }
        catch (DescribeConsumerGroupsException exception)
        {
            return Told(exception.Results.ConsumerGroupDescriptions);
        }
        catch (KafkaException)
        {
            _watch.ThrowIfFailed();
            return new Dictionary<string, IReadOnlyList<GroupMember>>();
        }
    }

    /// <summary>The topics of these names that there are, with all their options.</summary>
    /// <exception cref="StageFailureException">There is no Kafka, or it can't describe topics.</exception>
    public IReadOnlyDictionary<string, TopicState> Describe(IEnumerable<string> names)
    {
        var metadata = Metadata();
        var topics = names.Select(name => Find(metadata, name)).OfType<TopicMetadata>().ToList();
        if (topics.Count == 0)
        {
            return new Dictionary<string, TopicState>();
        }

        var resources = topics.Select(topic => new ConfigResource { Type = ResourceType.Topic, Name = topic.Topic });
        var options = Ask(() => _admin.DescribeConfigsAsync(resources, new() { RequestTimeout = _patience }))
            .ToDictionary(result => result.ConfigResource.Name, result => result.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Value ?? ""));
        return topics.ToDictionary(topic => topic.Topic, topic => new TopicState(
            topic.Partitions.Count,
            topic.Partitions.Min(partition => partition.Replicas.Length),
            options[topic.Topic]));
    }

    /// <summary>Names of topics that there are already.</summary>
    public IReadOnlyDictionary<string, int> PartitionsOf(IEnumerable<string> names)
    {
        var metadata = Metadata();
        return names.Select(name => Find(metadata, name)).OfType<TopicMetadata>().ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count);
    }

    /// <summary>Makes topics.</summary>
    /// <exception cref="StageFailureException">Kafka refuses one, or can't make topics.</exception>
    public void Create(IEnumerable<TopicDefinition> definitions)
    {
        var topics = definitions.Select(definition => new TopicSpecification
        {
            Name = definition.Name,
            NumPartitions = definition.Partitions,
            ReplicationFactor = (short)definition.ReplicationFactor,
            Configs = definition.Options.ToDictionary(option => option.Name, option => option.Value),
        });
        Ask(() => Done(_admin.CreateTopicsAsync(topics, new() { RequestTimeout = _patience, OperationTimeout = _patience })));
    }

    public void Dispose() => _admin.Dispose();

    private static Dictionary<string, IReadOnlyList<GroupMember>> Told(IEnumerable<ConsumerGroupDescription> groups) => groups
        .Where(group => group.Error is not { IsError: true })
        .ToDictionary(group => group.GroupId, group => (IReadOnlyList<GroupMember>)[.. group.Members.Select(member => new GroupMember(NameOf(member), member.Assignment.TopicPartitions))]);

    private static string NameOf(MemberDescription member) => member.GroupInstanceId is { Length: > 0 } name ? name : $"{member.ClientId}@{member.Host.TrimStart('/')}";

    private static async Task<bool> Done(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    /// <summary>Of all topics, since asking for one by its name may bring it into being.</summary>
    private Metadata Metadata()
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return _admin.GetMetadata(_slice);
            }
            catch (KafkaException)
            {
                _watch.ThrowIfFailed();
                if (Stopwatch.GetElapsedTime(begun) > _patience)
                {
                    throw _watch.NoAnswer(_patience);
                }
            }
        }
    }

    private static TopicMetadata? Find(Metadata metadata, string name) =>
        metadata.Topics.Find(topic => topic.Topic == name && topic.Partitions.Count > 0);

    private T Ask<T>(Func<Task<T>> ask)
    {
        try
        {
            return ask().GetAwaiter().GetResult();
        }
        catch (CreateTopicsException exception)
        {
            var refused = exception.Results.Where(result => result.Error.IsError);
            throw new StageFailureException(string.Join("; ", refused.Select(result => $"{result.Topic}: {Describe(result.Error)}")), exception);
        }
        catch (KafkaException exception)
        {
            _watch.ThrowIfFailed();
            throw new StageFailureException(Describe(exception.Error), exception);
        }
    }

    /// <summary>The brokers have answered before, so one that keeps silent doesn't know what it is asked.</summary>
    private static string Describe(Error error) => error.Code is ErrorCode.Local_UnsupportedFeature or ErrorCode.Local_TimedOut
        ? $"this broker can't make or describe topics ({error.Reason}); the embedded one brings its topics along"
        : ClientWatch.Describe(error);
}
