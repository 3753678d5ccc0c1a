-- At most one row: this database holds the demo hospital, so it is nobody's real record.
create table demo_hospital (
    only_one  boolean     primary key default true check (only_one),
    seed      integer     not null,
    seeded_at timestamptz not null
);
