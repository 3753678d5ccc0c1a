using CsvHelper;

namespace Wardline.Evaluation.Data;

/// <summary>The data is not there, or not what it should be. The message names the file and says nothing of its content.</summary>
/// <param name="isMissing">There is no such file.</param>
public sealed class DataException(string message, bool isMissing) : Exception(message)
{
    public bool IsMissing { get; } = isMissing;
}

internal static class Csv
{
    private static readonly CsvReaderOptions Strict = new()
    {
        Separator = ',',
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    public static string Find(string folder, string set, string file)
    {
        string[] places = [Path.Combine(folder, file), Path.Combine(folder, set, file)];
        return Array.Find(places, File.Exists) ?? throw new DataException($"There is no {file} in {folder}, nor in a folder {set} of it.", isMissing: true);
    }

    /// <param name="columns">What the file must have; others may stand between them.</param>
    /// <param name="row">Gets the fields of those columns, in that order.</param>
    public static IReadOnlyList<T> Read<T>(string path, string[] columns, Func<string[], T> row)
    {
        try
        {
            using var csv = CsvReader.FromFile(path, Strict);
            csv.ReadHeader();
            var places = Array.ConvertAll(columns, column => csv.Headers.ToList().IndexOf(column));
            if (Array.IndexOf(places, -1) is >= 0 and var missing)
            {
                throw new DataException($"{path} has no column {columns[missing]}.", isMissing: false);
            }

            var rows = new List<T>();
            foreach (var record in csv)
            {
                var fields = record.ToArray();
                rows.Add(row(Array.ConvertAll(places, place => fields[place])));
            }

            return rows.Count > 0 ? rows : throw new DataException($"{path} has no rows.", isMissing: false);
        }
        catch (CsvFormatException)
        {
            throw new DataException($"{path} is not the CSV file it should be.", isMissing: false);
        }
    }
}
