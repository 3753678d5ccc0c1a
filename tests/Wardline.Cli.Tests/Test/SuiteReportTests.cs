using System.Text;
using System.Text.Json;
using Wardline.Cli.Verbs.Test;

namespace Wardline.Cli.Test;

public sealed class SuiteReportTests
{
    [Fact]
    public void Ctrf_report_of_xunit_is_read()
    {
        var result = CtrfReport.Read("s", Utf8("""
            {"results":{"extra":{"suites":[{"errors":[]}]},"tests":[
              {"name":"A.Passes","status":"passed","duration":1},
              {"name":"A.Is_skipped","status":"skipped","duration":0},
              {"name":"A.Is_explicit","status":"other","duration":0},
              {"name":"A.Fails","status":"failed","duration":1,"message":"Assert.True() Failure","trace":"   at A.Fails() in A.cs:line 7"}]}}
            """));

        Assert.Equal((1, 1, 1), (result.Passed, result.Failed, result.Skipped));
        Assert.Equal("A.Fails", result.Failures[0].Test);
        Assert.Contains("A.cs:line 7", result.Failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fixture_that_fails_to_clean_up_is_a_failure()
    {
        var result = CtrfReport.Read("s", Utf8("""
            {"results":{"extra":{"suites":[{"errors":[{"name":"Test class cleanup (A)","message":"port is held"}]}]},
             "tests":[{"name":"A.Passes","status":"passed"}]}}
            """));

        Assert.Equal((1, 1), (result.Passed, result.Failed));
        Assert.Contains("port is held", result.Failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vitest_report_is_read()
    {
        var result = VitestReport.Read("web", Utf8("""
            {"numTotalTests":3,"testResults":[{"name":"/w/a.test.ts","status":"failed","message":"","assertionResults":[
              {"fullName":"outbox sends once","status":"passed","failureMessages":[]},
              {"fullName":"outbox waits","status":"pending","failureMessages":[]},
              {"fullName":"outbox keeps order","status":"failed","failureMessages":["expected 1 to be 2"]}]}]}
            """));

        Assert.Equal((1, 1, 1), (result.Passed, result.Failed, result.Skipped));
        Assert.Equal(new Failure("outbox keeps order", "expected 1 to be 2"), result.Failures[0]);
    }

    [Fact]
    public void Vitest_file_that_cannot_be_loaded_is_a_failure()
    {
        var result = VitestReport.Read("web", Utf8("""
            {"testResults":[{"name":"/w/b.test.ts","status":"failed","message":"Cannot find module './gone'","assertionResults":[]}]}
            """));

        Assert.Equal(new Failure("b.test.ts", "Cannot find module './gone'"), Assert.Single(result.Failures));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"results\":{\"tests\":[{\"na")]
    [InlineData("")]
    public void Half_a_report_is_none(string text)
    {
        Assert.ThrowsAny<JsonException>(() => CtrfReport.Read("s", Utf8(text)));
        Assert.ThrowsAny<JsonException>(() => VitestReport.Read("s", Utf8(text)));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
