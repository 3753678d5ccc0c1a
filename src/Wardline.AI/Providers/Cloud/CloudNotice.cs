using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Wardline.AI.Providers.Cloud;

/// <summary>Says at the start what switching the cloud on means.</summary>
internal sealed partial class CloudNotice(IOptions<CloudOptions> options, ILogger<CloudNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Enabled)
        {
            TranscriptsLeave();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(5101, LogLevel.Warning, "The cloud tier is on: transcripts leave the house, and names and other identifiers are not yet removed from them")]
    private partial void TranscriptsLeave();
}
