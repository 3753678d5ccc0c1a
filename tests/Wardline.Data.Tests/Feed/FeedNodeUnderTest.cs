using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wardline.Data.Feed;

namespace Wardline.Data.Tests.Feed;

/// <summary>One node: the shipped registration on a database of its own or shared with other nodes.</summary>
internal sealed class FeedNodeUnderTest : IAsyncDisposable
{
    private readonly IHost _host;

    private FeedNodeUnderTest(IHost host) => _host = host;

    public ChangeWriter Writer => _host.Services.GetRequiredService<ChangeWriter>();

    public FeedHub Hub => _host.Services.GetRequiredService<FeedHub>();

    public FeedReader Reader => _host.Services.GetRequiredService<FeedReader>();

    public IServiceProvider Services => _host.Services;

    public static async Task<FeedNodeUnderTest> StartAsync(string connectionString, Action<ChangeWriterOptions>? options = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
        builder.Services.AddWardlineData(connectionString);
        builder.Services.AddWardlineModel(typeof(FeedNodeUnderTest).Assembly);
        builder.Services.Configure(options ?? (_ => { }));
        var built = builder.Build();
        await built.StartAsync();
        return new FeedNodeUnderTest(built);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
