namespace Wardline.Language.Provenance.Reading;

internal static class Ordered
{
    /// <summary>The first of <paramref name="indexes"/> whose item has at least this key; keys rise with the indexes.</summary>
    public static int FirstAtLeast<T>(IReadOnlyList<int> indexes, IReadOnlyList<T> items, Func<T, int> keyOf, int key)
    {
        var (low, high) = (0, indexes.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = keyOf(items[indexes[middle]]) < key ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The same where the items themselves are searched.</summary>
    public static int FirstAtLeast<T>(IReadOnlyList<T> items, Func<T, int> keyOf, int key)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = keyOf(items[middle]) < key ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
