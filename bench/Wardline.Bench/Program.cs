using System.CommandLine;
using Wardline.Bench;
using Wardline.Bench.Fuzz;
using Wardline.Bench.Language;
using Wardline.Bench.Messaging;
using Wardline.Bench.Realtime;

var json = new Option<bool>("--json") { Description = "One JSON object per line.", Recursive = true };
var rounds = new Option<int>("--rounds") { Description = "Measured rounds; the median is printed.", DefaultValueFactory = _ => 3, Recursive = true };
var messaging = new Command("messaging", "Durable messages: through the writer, and over sockets.");
messaging.SetAction((parsed, ct) => MessagingBench.RunAsync(parsed.GetValue(rounds), parsed.GetValue(json), ct));
var language = new Command("language", "Notes of the built-in engine: time and memory, up to the longest transcript.");
language.SetAction(parsed => LanguageBench.Run(parsed.GetValue(rounds), parsed.GetValue(json)));
var root = new RootCommand("Measures Wardline beside its peers on this machine.") { json, rounds, messaging, language, RealtimeCommand.Create(rounds, json), RealtimeCommand.CreateServer(), RealtimeCommand.CreateClients(), FuzzCommand.Create(json) };
return await root.Parse(args).InvokeAsync();
