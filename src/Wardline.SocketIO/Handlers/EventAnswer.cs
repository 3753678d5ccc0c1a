namespace Wardline.SocketIO.Handlers;

/// Turns what a handler returns into the arguments of the acknowledgement.
internal sealed class EventAnswer<T>(Func<T, JsonBody> write)
{
    public ValueTask<JsonBody> Now(T value) => ValueTask.FromResult(write(value));

    public async ValueTask<JsonBody> OfTask(Task<T> task) => write(await task);

    public ValueTask<JsonBody> OfValueTask(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? ValueTask.FromResult(write(task.GetAwaiter().GetResult())) : OfTask(task.AsTask());
}

/// The same for handlers that return nothing: an acknowledgement without arguments.
internal static class EmptyAnswer
{
    public static ValueTask<JsonBody> Now() => ValueTask.FromResult(default(JsonBody));

    public static async ValueTask<JsonBody> OfTask(Task task)
    {
        await task;
        return default;
    }

    public static ValueTask<JsonBody> OfValueTask(ValueTask task) => task.IsCompletedSuccessfully ? Now() : OfTask(task.AsTask());
}
