namespace Wardline.Architecture;

public sealed class ModuleTests
{
    [Fact]
    public void A_test() => Assert.Equal(2, 1 + 1);
}
