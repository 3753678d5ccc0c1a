using System.Text.Json;
using Wardline.Cli.Verbs.Eval;
using Wardline.Language.Notes;

namespace Wardline.Cli;

public sealed class EvalNotesTests
{
    private const string Encounters =
        "dataset,encounter_id,dialogue,note\nours,E1,\"[doctor] what brings you in ?\n[patient] i've had a cough for three weeks .\n[doctor] any fever ?\n[patient] no .\",\"HISTORY\n\nCough for 3 weeks.\"\n";

    [Fact]
    public void A_figure_is_a_line_with_its_references()
    {
        using var folder = new TemporaryFolder();
        folder.Write("valid.csv", Encounters);

        var (code, output, _) = Run(folder.Path, "valid", json: true);

        Assert.Equal(ExitCode.Done, code);
        var rows = output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("rouge1", rows[0].GetProperty("metric").GetString());
        Assert.All(rows, row => Assert.Equal(["task", "data", "metric", "ours", "references"], row.EnumerateObject().Take(5).Select(field => field.Name)));
        Assert.Contains("flagged_by_own_check", rows.Select(row => row.GetProperty("metric").GetString()));
    }

    [Fact]
    public void Without_json_it_is_a_table_in_words()
    {
        using var folder = new TemporaryFolder();
        folder.Write("valid.csv", Encounters);

        var (code, output, _) = Run(folder.Path, "valid", json: false);

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("% of sentences our own check flags", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_the_data_is_the_inputs_fault()
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = Run(folder.Path, "train", json: true);

        Assert.Equal(ExitCode.InputAtFault, code);
        Assert.StartsWith("wardline eval notes: There is no train.csv in ", error, StringComparison.Ordinal);

        folder.Write("train.csv", "this,is\nanother,file\n");
        Assert.Equal(ExitCode.InputAtFault, Run(folder.Path, "train", json: true).Code);
    }

    private static (int Code, string Output, string Error) Run(string data, string split, bool json)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (EvalNotesVerb.Run(data, split, NoteLayout.Clinical, json, output, error), output.ToString(), error.ToString());
    }
}
