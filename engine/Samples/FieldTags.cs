namespace Tocsin.Engine.Samples;

/// <summary>Field number * 8 + wire type of what protos/tocsin/v1/metric.proto defines, each as its own constant so that a switch can use it.</summary>
internal static class FieldTags
{
    public static class Record
    {
        public const uint Sample = (1 << 3) | 2;
        public const uint Batch = (2 << 3) | 2;
        public const uint Tick = (3 << 3) | 2;
        public const uint Activation = (4 << 3) | 2;
    }

    public static class Entity
    {
        public const uint Scope = 1 << 3;
        public const uint Id0 = (2 << 3) | 2;
        public const uint Id1 = (3 << 3) | 2;
        public const uint Name = (4 << 3) | 2;
        public const uint Attribute = (5 << 3) | 2;
        public const uint AttributeKey = (1 << 3) | 2;
        public const uint AttributeValue = (2 << 3) | 2;
    }

    public static class Sample
    {
        public const uint Metric = (1 << 3) | 2;
        public const uint Entity = (2 << 3) | 2;
    }

    public static class Batch
    {
        public const uint Entity = (1 << 3) | 2;
        public const uint Metric = (2 << 3) | 2;
        public const uint Point = (3 << 3) | 2;
        public const uint TimeMs = 4 << 3;
    }

    public static class Point
    {
        public const uint Entity = 1 << 3;
        public const uint Metric = 2 << 3;
    }

    /// <summary>What a sample and a point of a batch have in common.</summary>
    public static class Value
    {
        public const uint TimeMs = 3 << 3;
        public const uint Integer = 4 << 3;
        public const uint Real = (5 << 3) | 1;
        public const uint Several = (6 << 3) | 2;
        public const uint Labelled = (7 << 3) | 2;
    }

    /// <summary>A list of numbers comes packed or one by one, whatever the schema says.</summary>
    public static class Several
    {
        public const uint Integer = 1 << 3;
        public const uint PackedIntegers = (1 << 3) | 2;
        public const uint Real = (2 << 3) | 1;
        public const uint PackedReals = (2 << 3) | 2;
    }

    public static class Labelled
    {
        public const uint Value = (1 << 3) | 2;
        public const uint Label = (1 << 3) | 2;
        public const uint Integer = 2 << 3;
        public const uint Real = (3 << 3) | 1;
    }

    public static class Tick
    {
        public const uint TimeMs = 1 << 3;
    }

    public static class Activation
    {
        public const uint Version = (1 << 3) | 2;
    }
}
