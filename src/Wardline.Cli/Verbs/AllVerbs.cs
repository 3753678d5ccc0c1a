using System.CommandLine;
using Wardline.Cli.Verbs.Doctor;
using Wardline.Cli.Verbs.Eval;
using Wardline.Cli.Verbs.Nlp;
using Wardline.Cli.Verbs.Test;
using Wardline.Server.Startup;

namespace Wardline.Cli.Verbs;

internal static class AllVerbs
{
    public static RootCommand Create() => new("Wardline: a clinical messenger for the hospital's own machines.")
    {
        DemoVerb.Create(),
        UpCommand.Create(),
        CertsVerb.Create(),
        DoctorVerb.Create(),
        TestVerb.Create(),
        BenchVerb.Create(),
        NlpVerb.Create(),
        EvalVerb.Create(),
    };
}
