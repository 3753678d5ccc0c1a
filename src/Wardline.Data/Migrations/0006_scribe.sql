-- Notes written from transcripts: drafts of their author's, until they are deleted.

create table scribe_note (
    id         uuid        primary key,
    author_id  uuid        not null references app_user,
    patient_id uuid        references patient,
    layout     text        not null check (layout in ('soap', 'clinical')),
    turns      json        not null,          -- the transcript, as it was read
    sections   json        not null,          -- sentences with sources and flags
    provider   text        not null,
    model      text,
    prompt     text,                          -- version of the prompt; null for the built-in engine
    degraded   boolean     not null,
    reasons    text[]      not null,
    took_ms    integer     not null,
    created_at timestamptz not null
);
create index scribe_note_author on scribe_note (author_id, id desc);
create index scribe_note_patient on scribe_note (patient_id) where patient_id is not null;

alter table audit add column model_call json;
comment on column audit.model_call is 'Of a call to a model: tier, model, prompt version, keyed digests, counts, time. Never content.';

create table server_secret (
    name  text  primary key,
    value bytea not null
);
comment on table server_secret is 'Keys all nodes share. Made by whoever needs one first.';
