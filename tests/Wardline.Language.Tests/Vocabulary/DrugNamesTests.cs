namespace Wardline.Language.Vocabulary;

public sealed class DrugNamesTests
{
    [Theory]
    [InlineData("lasix", "furosemide")]
    [InlineData("zestril", "lisinopril")]
    [InlineData("coumadin", "warfarin")]
    [InlineData("advil", "ibuprofen")]
    [InlineData("motrin", "advil")]
    [InlineData("percocet", "oxycodone")]
    [InlineData("percocet", "tylenol")]
    [InlineData("paracetamol", "acetaminophen")]
    [InlineData("salbutamol", "ventolin")]
    [InlineData("hctz", "hydrochlorothiazide")]
    [InlineData("toprol", "metoprolol")]
    [InlineData("lantus", "insulin glargine")]
    [InlineData("asa", "aspirin")]
    public void Two_names_of_one_substance_meet(string name, string other) =>
        Assert.True(DrugNames.All.ShareSubstance(Known(name), Known(other)));

    [Theory]
    [InlineData("hydralazine", "hydroxyzine")]
    [InlineData("prednisone", "prednisolone")]
    [InlineData("celebrex", "celexa")]
    [InlineData("lantus", "humalog")]
    [InlineData("lisinopril", "losartan")]
    public void Names_that_look_alike_stay_apart(string name, string other) =>
        Assert.False(DrugNames.All.ShareSubstance(Known(name), Known(other)));

    [Theory]
    [InlineData("water")]
    [InlineData("oxygen")]
    [InlineData("today")]
    [InlineData("alcohol")]
    [InlineData("chicken")]
    [InlineData("cholesterol")]
    [InlineData("hemoglobin")]
    [InlineData("")]
    [InlineData("zzzz")]
    public void Everyday_words_are_no_drugs(string word) => Assert.Equal(-1, DrugNames.All.Find(word));

    [Fact]
    public void Every_name_is_found_and_lower_case()
    {
        using var reader = new StreamReader(typeof(DrugNames).Assembly.GetManifestResourceStream("drugs.tsv")!);
        var names = reader.ReadToEnd().TrimEnd('\n').Split('\n').Select(line => line.Split('\t')[0]).ToList();

        Assert.True(names.Count > 8_000);
        Assert.Equal(names.Count, DrugNames.All.Count);
        Assert.All(names, name => Assert.Equal((name, true), (name.ToLowerInvariant(), DrugNames.All.Find(name) >= 0 && DrugNames.All.BeginsWith(name.Split(' ')[0]))));
    }

    private static int Known(string name)
    {
        var drug = DrugNames.All.Find(name);
        Assert.True(drug >= 0, $"{name} is not in the list");
        return drug;
    }
}
