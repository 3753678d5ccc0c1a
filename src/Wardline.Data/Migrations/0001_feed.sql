-- The change feed: what every module writes to. Rules WL-1 … in docs/protocol/sync.md.

create table stream (
    id       bigint generated always as identity primary key,
    name     text   not null unique check (length(name) between 3 and 120),
    epoch    uuid   not null,
    position bigint not null default 0 check (position >= 0)
) with (fillfactor = 50);                     -- its one hot column changes with every write: leave room for HOT updates
comment on column stream.position is 'Position of the newest change. Only a transaction that holds this row''s lock may raise it.';

create table change (
    stream_id bigint      not null references stream,
    position  bigint      not null check (position > 0),
    kind      text        not null,
    entity_id uuid        not null,
    at        timestamptz not null,
    by        uuid,
    data      json        not null,           -- json, not jsonb: replay returns the bytes that were sent live
    primary key (stream_id, position)
);

create table act (
    device_id   text        not null,
    client_id   uuid        not null,
    fingerprint bytea       not null,         -- tells a resend from a reused id
    stream      text        not null,
    position    bigint      not null,
    entity_id   uuid        not null,
    at          timestamptz not null,
    primary key (device_id, client_id)
);
comment on table act is 'What clients asked for, once per device and client-made id.';

create table audit (
    id          uuid        primary key,
    at          timestamptz not null,
    user_id     uuid,
    session_id  uuid,
    address     text,
    act         text        not null,
    object_kind text,
    object_id   text,
    patient_id  uuid,
    outcome     text        not null,
    purpose     text
);
create index audit_at on audit using brin (at);        -- rows come in the order of their time
create index audit_patient on audit (patient_id, at) where patient_id is not null;
create index audit_user on audit (user_id, at) where user_id is not null;

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit rows are append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_append_only before update or delete on audit
    for each row execute function refuse_audit_change();
create trigger audit_no_truncate before truncate on audit
    for each statement execute function refuse_audit_change();
