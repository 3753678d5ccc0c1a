using System.Text.Json.Serialization;
using Wardline.Data.Json;
using Microsoft.AspNetCore.Mvc;
using Wardline.Access.Administration;
using Wardline.Access.People;
using Wardline.Access.Setup;
using Wardline.Access.SignIn;

namespace Wardline.Access;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcMilliseconds)])]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(LoginCommand))]
[JsonSerializable(typeof(LoginAnswer))]
[JsonSerializable(typeof(ChangePasswordCommand))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(TicketView))]
[JsonSerializable(typeof(SetupCommand))]
[JsonSerializable(typeof(SetupState))]
[JsonSerializable(typeof(PeopleList))]
[JsonSerializable(typeof(DepartmentList))]
[JsonSerializable(typeof(CreateUserCommand))]
[JsonSerializable(typeof(ChangeUserCommand))]
[JsonSerializable(typeof(CreateDepartmentCommand))]
[JsonSerializable(typeof(DepartmentCreated))]
[JsonSerializable(typeof(ManagedUser))]
[JsonSerializable(typeof(ManagedUserList))]
public sealed partial class AccessJson : JsonSerializerContext;
