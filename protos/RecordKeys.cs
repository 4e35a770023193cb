using System.Text;

namespace Tocsin.Protos;

/// <summary>The keys of the records topic.</summary>
public static class RecordKeys
{
    public const string DeliveryPrefix = "delivery/";
    public const string ProcessingPrefix = "processing/";
    public const string GroupPrefix = "group/";

    public const string RedrivePrefix = "redrive/";

    public static byte[] OfDelivery(string id) => Encoding.UTF8.GetBytes(DeliveryPrefix + id);

    public static bool IsDelivery(byte[]? key) => key.AsSpan().StartsWith("delivery/"u8);

    /// <summary>That a dead letter was redriven which isn't a delivery; the value is its place.</summary>
    public static byte[] OfRedrive(int partition, long offset) => Encoding.UTF8.GetBytes($"{RedrivePrefix}{partition}@{offset}");

    public const string StoryPrefix = "story/";

    public static byte[] OfProcessing(string id) => Encoding.UTF8.GetBytes(ProcessingPrefix + id);

    public static byte[] OfGroup(string id) => Encoding.UTF8.GetBytes(GroupPrefix + id);

    /// <summary>A line in the story of an alarm for which there is no processing record.</summary>
    public static byte[] OfStory(string alarmId, string policy, string package) => Encoding.UTF8.GetBytes($"{StoryPrefix}{alarmId}/{policy}/{package}");
}
