-- Who may sign in, what they belong to, and their sessions.

create table department (
    id   text primary key check (id ~ '^[a-z][a-z0-9-]{1,39}$'),
    name text not null check (octet_length(name) between 1 and 200)
);

create table app_user (
    id            uuid        primary key,
    user_name     text        not null unique check (user_name = lower(user_name) and octet_length(user_name) between 2 and 100),
    display_name  text        not null check (octet_length(display_name) between 1 and 200),
    role          text        not null check (role in ('physician', 'nurse', 'administrator', 'privacy_officer')),
    specialty     text,
    preferences   jsonb       not null default '{}',
    password_hash text        not null,
    created_at    timestamptz not null,
    disabled_at   timestamptz
);

create table membership (
    user_id       uuid not null references app_user,
    department_id text not null references department,
    primary key (user_id, department_id)
);
create index membership_department on membership (department_id);

create table session (
    id               uuid        primary key,
    user_id          uuid        not null references app_user,
    created_at       timestamptz not null,
    last_activity_at timestamptz not null,
    expires_at       timestamptz not null,
    ended_at         timestamptz,
    end_reason       text,
    address          text,
    user_agent       text
);
create index session_of_user on session (user_id) where ended_at is null;

-- Failed sign-ins by the hash of the name that was typed, known or not: a lock tells nothing about who exists.
create table sign_in_failure (
    name_hash    bytea       primary key,
    count        integer     not null,
    last_at      timestamptz not null,
    locked_until timestamptz
);

create table ticket (
    hash       bytea       primary key,
    session_id uuid        not null references session,
    expires_at timestamptz not null,
    used_at    timestamptz
);

create table setup_token (
    hash       bytea       primary key,
    expires_at timestamptz not null,
    used_at    timestamptz
);

create table data_protection_key (
    friendly_name text primary key,
    xml           text not null
);
