using System.Globalization;
using System.Text;

namespace Wardline.AI.Assistant.Answers;

/// <summary>Which parts of a record a question is about, by its words in English, Portuguese and Spanish.</summary>
/// <param name="AreNamed">The question names them. Otherwise they are what matters most.</param>
internal sealed record QuestionTopics(bool AreNamed, IReadOnlyList<SummaryPart> Parts)
{
    private const int ShortestWord = 3;
    private const string Accented = "áàâãäéèêëíìîïóòôõöúùûüçñÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑ";
    private const string Plain = "aaaaaeeeeiiiiooooouuuucnAAAAAEEEEIIIIOOOOOUUUUCN";
    private const string OnlyNamed = ", only those the question names";

    private static readonly string[] Allergies = ["allerg", "alerg", "intoleran"];
    private static readonly string[] Medications = ["medic", "drug", "farmac", "prescri", "dose", "dosis", "therap", "terap", "tratam", "treatment", "remedio"];
    private static readonly string[] Conditions = ["diagnos", "problem", "condition", "condicao", "condicion", "histor", "antecedent", "comorbid", "disease", "doenca", "enfermedad"];
    private static readonly string[] Laboratory = ["lab", "result", "bloods", "analis", "exame", "examen", "value", "valor", "troponin", "electrolyt"];
    private static readonly string[] Vitals = ["vital", "pulse", "pulso", "pressure", "pressao", "presion", "temperatur", "satur", "oxygen", "oxigen", "heart rate", "respirat"];
    private static readonly string[] Reports = ["report", "relatorio", "informe", "imag", "x-ray", "xray", "raio", "rayos", "radiogra", "scan", "ultrasound", "ecograf"];

    public static QuestionTopics Of(string question, RecordSummary summary)
    {
        var folded = Fold(question) + QuestionWords.Meant(Words(WithoutAccents(question)));
        var words = Words(folded);
        var parts = new List<SummaryPart>();
        if (Asks(Allergies))
        {
            parts.Add(summary.Allergies);
        }

        if (Asks(Medications))
        {
            parts.AddRange([summary.Medications, summary.PastMedications]);
        }

        if (Asks(Conditions))
        {
            parts.AddRange([summary.Conditions, summary.PastConditions]);
        }

        var named = Named([.. summary.Laboratory.Concat(summary.Vitals).Select(result => result.Name), .. summary.Reports.Select(report => report.Name)], words);
        AddResults(RecordSummary.LaboratoryTitle, summary.Laboratory, Asks(Laboratory));
        AddResults(RecordSummary.VitalsTitle, summary.Vitals, Asks(Vitals));
        SummaryReport[] reports = [.. summary.Reports.Where(report => words.Contains(Fold(report.Kind)) || named.Contains(report.Name))];
        if (reports.Length > 0 || Asks(Reports))
        {
            parts.Add(reports.Length > 0
                ? summary.NewestReports(reports, RecordSummary.ReportsTitle + OnlyNamed)
                : summary.NewestReports(summary.Reports, RecordSummary.ReportsTitle));
        }

        return parts.Count > 0 ? new(true, parts) : new(false,
        [
            summary.Allergies,
            summary.Conditions,
            summary.PastConditions,
            summary.Medications,
            summary.PastMedications,
            new("Latest results that are abnormal", [.. summary.Laboratory.Concat(summary.Vitals).Where(result => result.IsAbnormal).Select(result => result.Line)]),
        ]);

        bool Asks(string[] stems) => stems.Any(stem => folded.StartsWith(stem, StringComparison.Ordinal) || folded.Contains(' ' + stem, StringComparison.Ordinal));

        // What is asked for by name comes alone; "the results" means all of them.
        void AddResults(string title, IReadOnlyList<SummaryResult> results, bool all)
        {
            SummaryResult[] some = [.. results.Where(result => named.Contains(result.Name))];
            if (some.Length > 0)
            {
                parts.Add(new(title + OnlyNamed, [.. some.Select(result => result.Line)]));
            }
            else if (all)
            {
                parts.Add(new(title, [.. results.Select(result => result.Line)]));
            }
        }
    }

    /// <summary>
    /// The names that the question says in full, and of its other words those that are part of a name: "respiratory rate" is
    /// not the heart rate, and "LDL" alone is LDL cholesterol.
    /// </summary>
    private static HashSet<string> Named(IReadOnlyList<string> names, HashSet<string> words)
    {
        var parts = names.Distinct().ToDictionary(name => name, name => Words(WithoutAccents(name)).ToArray());
        HashSet<string> named = [.. parts.Where(each => Telling(each.Value).All(Says)).Select(each => each.Key)];
        var left = words.Except(named.SelectMany(name => parts[name]).Select(word => word.ToLowerInvariant())).ToHashSet();
        named.UnionWith(parts.Where(each => each.Value.Any(word => TellsAlone(word) && left.Contains(word.ToLowerInvariant()))).Select(each => each.Key));
        return named;

        bool Says(string word) => words.Contains(word.ToLowerInvariant());

        // The I of Troponin I need not be said; the K of a result called K must.
        static IEnumerable<string> Telling(string[] parts) => parts.Any(part => part.Length > 1) ? parts.Where(part => part.Length > 1) : parts;

        // "pH" and "T4" do, "of" does not.
        static bool TellsAlone(string word) => word.Length >= ShortestWord || (word.Length > 1 && word.Any(one => char.IsUpper(one) || char.IsDigit(one)));
    }

    private static HashSet<string> Words(string text) =>
        [.. text.Split([' ', ',', '.', ';', ':', '?', '!', '(', ')', '/', '+', '=', '¿', '¡', '\n', '\t', '"', '\''], StringSplitOptions.RemoveEmptyEntries)];

    private static string Fold(string text) => WithoutAccents(text).ToLowerInvariant();

    // By a table: without ICU, string.Normalize leaves everything beyond ASCII as it is.
    private static string WithoutAccents(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var one in text)
        {
            if (Accented.IndexOf(one, StringComparison.Ordinal) is >= 0 and var at)
            {
                plain.Append(Plain[at]);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(one) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(one);
            }
        }

        return plain.ToString();
    }
}
