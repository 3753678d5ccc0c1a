using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Access.Departments;

public sealed class Department
{
    /// <summary>A slug, e.g. <c>cardiology</c>; also its name on the wire.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }
}

internal sealed class DepartmentMapping : IEntityTypeConfiguration<Department>
{
    public void Configure(EntityTypeBuilder<Department> builder) => builder.HasKey(department => department.Id);
}
