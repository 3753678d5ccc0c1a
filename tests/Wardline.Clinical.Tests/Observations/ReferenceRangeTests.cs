namespace Wardline.Clinical.Observations;

public sealed class ReferenceRangeTests
{
    private static readonly ReferenceRange Potassium = new(3.5m, 5.1m, 2.5m, 6.5m);

    [Theory]
    [InlineData(2.5, "LL")]
    [InlineData(2.6, "L")]
    [InlineData(3.4, "L")]
    [InlineData(3.5, "N")]
    [InlineData(5.1, "N")]
    [InlineData(5.2, "H")]
    [InlineData(6.5, "HH")]
    public void A_value_is_read_against_all_four_bounds(double value, string expected) =>
        Assert.Equal(expected, Potassium.Interpret((decimal)value));

    [Fact]
    public void A_missing_bound_bounds_nothing()
    {
        var upperOnly = new ReferenceRange(null, 0.04m);
        Assert.Equal("N", upperOnly.Interpret(0));
        Assert.Equal("H", upperOnly.Interpret(45));
        Assert.Equal("L", new ReferenceRange(60, null).Interpret(31));
        Assert.Null(default(ReferenceRange).Interpret(84));
    }
}
