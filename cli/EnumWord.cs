using System.Text;

namespace Tocsin.Cli;

/// <summary>The word for a value of an enumeration, as settings and reports write it: SkipAfterSuccess is "skip-after-success".</summary>
internal static class EnumWord
{
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var character in value.ToString())
        {
            if (char.IsUpper(character) && word.Length > 0)
            {
                word.Append('-');
            }

            word.Append(char.ToLowerInvariant(character));
        }

        return word.ToString();
    }

    /// <summary>The words of all values but the one that says nothing.</summary>
    public static string[] All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Where(value => !value.Equals(default(T))).Select(Of)];

    /// <summary>Null if no value has this word.</summary>
    public static T? Find<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().Where(value => Of(value) == word).Select(value => (T?)value).FirstOrDefault();
}
