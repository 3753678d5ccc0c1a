namespace Wardline.Clinical.Allergies;

public sealed class AllergyKnowledgeTests
{
    [Theory]
    [InlineData(true, false, "known")]
    [InlineData(true, true, "known")]
    [InlineData(false, true, "none_known")]
    [InlineData(false, false, "not_known")]
    public void A_recorded_allergy_outweighs_a_denial_and_silence_is_not_a_denial(bool any, bool denied, string expected) =>
        Assert.Equal(expected, AllergyKnowledge.Of(any, denied));
}
