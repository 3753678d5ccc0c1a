using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wardline.AI.Providers.Cloud;
using Wardline.AI.Providers.Local;
using Wardline.AI.Tests.Harness;

namespace Wardline.AI.Tests.Providers;

public sealed class ModelSettingsTests
{
    private static ServiceProvider With(params (string Name, string Value)[] settings) => new ServiceCollection()
        .AddModels(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build())
        .BuildServiceProvider();

    private static LocalOptions Local(ServiceProvider services) => services.GetRequiredService<IOptions<LocalOptions>>().Value;

    private static AnthropicOptions Anthropic(ServiceProvider services) => services.GetRequiredService<IOptions<AnthropicOptions>>().Value;

    [Fact]
    public void Without_settings_the_cloud_is_off_and_the_local_server_is_where_it_usually_is()
    {
        using var services = With();

        Assert.False(services.GetRequiredService<IOptions<CloudOptions>>().Value.Enabled);
        Assert.Equal("http://localhost:1234/v1/", Local(services).Base.ToString());
        Assert.Equal("https://api.anthropic.com", Anthropic(services).Endpoint);
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void Common_names_are_understood_and_our_own_come_first()
    {
        using var common = With(("LM_STUDIO_ENDPOINT", "http://house:9"), ("ANTHROPIC_API_KEY", "theirs"), ("ANTHROPIC_BASE_URL", "http://gate"));
        using var own = With(("LM_STUDIO_ENDPOINT", "http://house:9"), ("Wardline:AI:Local:Endpoint", "http://own"), ("ANTHROPIC_API_KEY", "theirs"), ("Wardline:AI:Anthropic:ApiKey", "ours"));

        Assert.Equal(("http://house:9/v1/", "theirs", "http://gate"), (Local(common).Base.ToString(), Anthropic(common).ApiKey, Anthropic(common).Endpoint));
        Assert.Equal(("http://own/v1/", "ours"), (Local(own).Base.ToString(), Anthropic(own).ApiKey));
    }

    [Fact]
    public void Wrong_settings_stop_the_start_and_all_of_them_are_named()
    {
        using var services = With(
            ("Wardline:AI:Cloud:Enabled", "true"),
            ("Wardline:AI:Cloud:AnswerTimeout", "01:00:00"),
            ("Wardline:AI:Anthropic:MaxAnswerTokens", "1"),
            ("Wardline:AI:Local:Endpoint", "localhost"),
            ("Wardline:AI:Local:ConnectTimeout", "00:01:00"),
            ("Wardline:AI:Local:MaxTranscriptCharacters", "10"));

        var words = Assert.ThrowsAny<Exception>(services.GetRequiredService<IStartupValidator>().Validate).ToString();

        Assert.All(
            ["Cloud:AnswerTimeout", "Anthropic:MaxAnswerTokens", "Local:Endpoint", "Local:ConnectTimeout", "Local:MaxTranscriptCharacters"],
            name => Assert.Contains($"Wardline:AI:{name} is", words, StringComparison.Ordinal));
    }

    [Fact]
    public void Cloud_without_a_key_stops_the_start()
    {
        using var services = With(("Wardline:AI:Cloud:Enabled", "true"));

        Assert.Contains("needs Wardline:AI:Anthropic:ApiKey", Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task Start_says_that_transcripts_leave_the_house_when_they_do(string enabled, int warnings)
    {
        var log = new Lines();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Wardline:AI:Cloud:Enabled", (string?)enabled), KeyValuePair.Create("ANTHROPIC_API_KEY", (string?)"k")]).Build();
        await using var services = new ServiceCollection().AddModels(configuration).AddLogging(logging => logging.AddProvider(log)).BuildServiceProvider();

        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(warnings, log.All.Count(line => line.Contains("transcripts leave the house", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://localhost:1234", "http://localhost:1234/v1/")]
    [InlineData("http://localhost:1234/", "http://localhost:1234/v1/")]
    [InlineData("http://localhost:1234/v1", "http://localhost:1234/v1/")]
    [InlineData("http://localhost:1234/v1/", "http://localhost:1234/v1/")]
    [InlineData("http://localhost:1234/v1/chat/completions", "http://localhost:1234/v1/")]
    [InlineData("http://gate.house/openai", "http://gate.house/openai/v1/")]
    [InlineData("http://gate.house/v1beta/openai/", "http://gate.house/v1beta/openai/")]
    [InlineData(" http://localhost:1234/v1?x=1#y ", "http://localhost:1234/v1/")]
    public void Address_is_understood_however_it_is_written(string given, string used) => Assert.Equal(used, LocalEndpoint.Base(given).ToString());
}
