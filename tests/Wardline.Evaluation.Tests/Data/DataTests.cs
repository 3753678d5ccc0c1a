namespace Wardline.Evaluation.Data;

public sealed class DataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wardline-evaluation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Encounters_keep_their_line_breaks_quotes_and_commas()
    {
        Write("valid.csv", "dataset,encounter_id,dialogue,note\nours,E1,\"[doctor] hi , there\n[patient] \"\"well\"\"\",\"PLAN\n\nRest, water.\"\n");

        var encounter = Assert.Single(AciBench.Read(_folder, "valid"));

        Assert.Equal(new AciEncounter("E1", "[doctor] hi , there\n[patient] \"well\"", "PLAN\n\nRest, water."), encounter);
    }

    [Fact]
    public void Sections_are_read_from_the_folder_above_too()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "mts-dialog"));
        Write(Path.Combine("mts-dialog", "MTS-Dialog-ValidationSet.csv"), "ID,section_header,section_text,dialogue\n7,CC,Cough.,\"Doctor: Hi.\r\nPatient: I cough.\"\n");

        Assert.Equal(new MtsSection("7", "CC", "Cough.", "Doctor: Hi.\r\nPatient: I cough."), Assert.Single(MtsDialog.Read(_folder, "valid")));
    }

    [Fact]
    public void A_missing_file_is_told_from_a_wrong_one()
    {
        Assert.True(Assert.Throws<DataException>(() => AciBench.Read(_folder, "train")).IsMissing);

        foreach (var content in (string[])["", "a,b\n1,2\n", "encounter_id,dialogue,note\n", "encounter_id,dialogue,note\n\"E1,x,y\n", "encounter_id,dialogue,note\nE1,x\n"])
        {
            Write("train.csv", content);
            Assert.False(Assert.Throws<DataException>(() => AciBench.Read(_folder, "train")).IsMissing);
        }
    }

    [Fact]
    public void The_public_data_has_as_many_rows_as_published()
    {
        var shared = PublicData.Folder();

        Assert.Equal(67, AciBench.Read(shared, "train").Count);
        Assert.Equal(20, AciBench.Read(shared, "valid").Count);
        Assert.Equal(40, AciBench.Read(shared, "test1").Count);
        Assert.Equal(1201, MtsDialog.Read(shared, "train").Count);
        Assert.Equal(100, MtsDialog.Read(shared, "valid").Count);
    }

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(_folder, file), content);
}
