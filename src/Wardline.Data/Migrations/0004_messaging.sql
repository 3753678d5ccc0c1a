-- Conversations between clinicians, their messages and how far each person has read.

create table conversation (
    id            uuid        primary key,
    kind          text        not null check (kind in ('direct', 'group', 'department', 'patient')),
    title         text        check (octet_length(title) <= 400),
    department_id text        references department,
    patient_id    uuid        references patient,
    direct_key    text        unique,         -- the two people of a direct conversation, in order: there is one between any two
    created_at    timestamptz not null,
    created_by    uuid        references app_user,
    check ((kind = 'direct') = (direct_key is not null)),
    check (kind <> 'department' or department_id is not null),
    check (kind <> 'patient' or patient_id is not null)
);
create unique index conversation_department on conversation (department_id) where kind = 'department';
create index conversation_patient on conversation (patient_id) where patient_id is not null;

create table participant (
    conversation_id uuid        not null references conversation,
    user_id         uuid        not null references app_user,
    joined_at       timestamptz not null,
    primary key (conversation_id, user_id)
);
create index participant_user on participant (user_id);

-- Who belongs to what: named participants, and for a department's room whoever is a member of the department now.
create view conversation_member as
    select p.conversation_id, p.user_id from participant p
    union
    select c.id, m.user_id from conversation c join membership m on m.department_id = c.department_id where c.kind = 'department';

create table message (
    id              uuid        primary key,
    conversation_id uuid        not null references conversation,
    position        bigint      not null,     -- of its change in the stream conversation:{id}
    author_id       uuid        not null references app_user,
    client_id       uuid        not null,
    content         text        not null check (octet_length(content) between 1 and 65536),
    reply_to        uuid        references message,
    mentions        uuid[]      not null default '{}',
    priority        text        not null check (priority in ('routine', 'urgent', 'critical')),
    created_at      timestamptz not null,
    unique (conversation_id, position)
);

create table receipt (
    conversation_id uuid   not null references conversation,
    user_id         uuid   not null references app_user,
    delivered       bigint not null,
    read            bigint not null,
    primary key (conversation_id, user_id),
    check (read <= delivered)
) with (fillfactor = 70);
comment on table receipt is 'Watermarks: everything up to this position was delivered to, or read by, this person. They only rise.';
