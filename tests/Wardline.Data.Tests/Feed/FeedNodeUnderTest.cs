using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wardline.Data.Feed;

namespace Wardline.Data.Tests.Feed;

/// <summary>One node: the shipped registration on a database of its own or shared with other nodes.</summary>
internal sealed class FeedNodeUnderTest : IAsyncDisposable
{
    private readonly IHost host;

    private FeedNodeUnderTest(IHost host) => this.host = host;

    public ChangeWriter Writer => host.Services.GetRequiredService<ChangeWriter>();

    public FeedHub Hub => host.Services.GetRequiredService<FeedHub>();

    public FeedReader Reader => host.Services.GetRequiredService<FeedReader>();

    public IServiceProvider Services => host.Services;

    public static async Task<FeedNodeUnderTest> StartAsync(string connectionString, Action<ChangeWriterOptions>? options = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
        builder.Services.AddWardlineData(connectionString);
        builder.Services.AddWardlineModel(typeof(FeedNodeUnderTest).Assembly);
        builder.Services.Configure(options ?? (_ => { }));
        var host = builder.Build();
        await host.StartAsync();
        return new FeedNodeUnderTest(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
