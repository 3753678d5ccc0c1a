using Wardline.Access;
using Wardline.Access.Departments;
using Wardline.AI.Assistant;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;
using Wardline.Server.Realtime.Limits;

namespace Wardline.Server.Chat;

/// <summary>What is decided about a question before the assistant sees it, whichever socket it came by.</summary>
internal sealed class Questions(AskAssistant assistant, DepartmentDirectory departments, RealtimeLimits limits, ChangeWriter writer)
{
    private static readonly Problem NotYourDepartment = Problem.Forbidden("That is not one of your departments.");

    /// <param name="command">Its department is an id or a name, as the client wrote it.</param>
    /// <returns>The answer to come, and the department's id.</returns>
    public async Task<Outcome<AskedQuestion>> AskAsync(Actor actor, AssistantCommand command, CancellationToken ct)
    {
        if (command.Problem is { } wrong)
        {
            return wrong;
        }

        if (await departments.FindAsync(actor, command.Department, ct) is not { } department)
        {
            if (limits.RefuseQuestion(actor.UserId) is { } tooMuch)
            {
                return tooMuch;         // before the audit: what is refused must not fill it
            }

            var noted = await writer.WriteAsync(new WriteUnit { Audit = actor.Audit("assistant.ask", "department", outcome: NotYourDepartment.Code) });
            return noted.Problem ?? NotYourDepartment;
        }

        var begun = await assistant.BeginAsync(actor, command with { Department = department }, () => limits.RefuseQuestion(actor.UserId), ct);
        return begun.TryGet(out var answer, out var problem) ? new AskedQuestion(actor, answer, department) : problem;
    }

    /// <inheritdoc cref="AskAssistant.AwaitAsync"/>
    public Task<Outcome<AssistantAnswer>> AwaitAsync(AskedQuestion asked, CancellationToken ct) => assistant.AwaitAsync(asked.By, asked.Answer, ct);
}

internal sealed record AskedQuestion(Actor By, RunningAnswer Answer, string Department);
