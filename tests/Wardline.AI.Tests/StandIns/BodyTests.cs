using System.Text.Json;
using Wardline.StandIns.Wire;

namespace Wardline.AI.Tests.StandIns;

public sealed class BodyTests
{
    public static TheoryData<string> Names => [.. Body.Names];

    [Fact]
    public void Bodies_of_both_servers_are_embedded() => Assert.True(Body.Names.Count() >= 20);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_body_parses(string name)
    {
        if (name.EndsWith(".json", StringComparison.Ordinal))
        {
            Assert.NotNull(Body.Json(name));
            return;
        }

        Assert.NotEmpty(Body.Events(name));
        Assert.All(Body.Events(name), one => Assert.True(one.Data == "[DONE]" || JsonElement.Parse(one.Data).ValueKind == JsonValueKind.Object));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_body_has_a_source(string name)
    {
        var file = Path.GetFileName(name);
        var sources = Body.Sources;
        var numbers = name.StartsWith("Anthropic/", StringComparison.Ordinal) && char.IsDigit(file[0]);
        Assert.Contains(numbers ? "`400.json` … `529.json`" : $"`{file}`", sources, StringComparison.Ordinal);
    }
}
