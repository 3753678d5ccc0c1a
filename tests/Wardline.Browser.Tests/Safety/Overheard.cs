using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Wardline.Browser.Tests.Safety;

/// <summary>Keeps what a tracing back end and a proxy's access log would have kept.</summary>
internal sealed class Overheard : IStartupFilter, IDisposable
{
    private readonly ConcurrentQueue<string> _traces = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ActivityListener _listener;

    public Overheard()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyCollection<string> Traces => _traces;

    public IReadOnlyCollection<string> Requests => _requests;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            _requests.Enqueue(context.Request.GetDisplayUrl());
            return rest(context);
        });
        next(app);
    };

    public void Dispose() => _listener.Dispose();

    private void Keep(Activity activity)
    {
        _traces.Enqueue($"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription}");
        foreach (var (name, value) in activity.TagObjects.Concat(activity.Events.SelectMany(each => each.Tags)))
        {
            _traces.Enqueue($"{name}={(value is System.Collections.IEnumerable many and not string ? string.Join(',', many.Cast<object?>()) : value)}");
        }

        foreach (var (name, value) in activity.Baggage)
        {
            _traces.Enqueue($"{name}={value}");
        }
    }
}
