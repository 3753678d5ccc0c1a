-- The clinical record, first slice. Words and codes are FHIR R4's (hl7.org/fhir/R4); rows, not documents.

-- Accent- and case-insensitive form of a name. NFD splits a letter from its marks; the marks are U+0300 to U+036F.
create function fold_text(value text) returns text
  language sql immutable strict parallel safe
  return lower(regexp_replace(normalize(value, nfd), U&'[\0300-\036F]', '', 'g'));

create table patient (
  id                 uuid primary key,
  mrn                text not null unique check (mrn <> ''),
  family_name        text not null check (family_name <> ''),
  given_name         text not null,
  birth_date         date not null,
  gender             text not null check (gender in ('male', 'female', 'other', 'unknown')),
  deceased           boolean not null default false,
  deceased_at        timestamptz check (deceased_at is null or deceased),
  -- Somebody asked and the answer was "none". Without it and without an allergy row the answer is "not known".
  no_known_allergies boolean not null default false,
  sort_name          text not null generated always as (fold_text(family_name || ' ' || given_name)) stored,
  search_text        text not null generated always as (fold_text(given_name || ' ' || family_name || ' ' || mrn)) stored
);

create index patient_sort_name on patient (sort_name, id);

create table encounter (
  id             uuid primary key,
  patient_id     uuid not null references patient,
  class          text not null check (class in ('IMP', 'EMER', 'AMB', 'OBSENC', 'SS', 'HH', 'VR')),
  status         text not null check (status in ('planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled')),
  department_id  text not null references department,
  location       text not null,
  admitted_at    timestamptz not null,
  discharged_at  timestamptz check (discharged_at >= admitted_at),
  reason         text not null,
  attending_id   uuid references app_user,
  attending_name text,
  -- Lets the other tables demand that a row's encounter is its own patient's.
  unique (id, patient_id),
  check ((status = 'finished') = (discharged_at is not null))
);

-- The access check of every clinical read goes through active_encounter and this.
create index encounter_active_by_department on encounter (department_id, patient_id)
  where status in ('arrived', 'triaged', 'in-progress', 'onleave');
create index encounter_by_patient on encounter (patient_id, admitted_at desc);

-- Who lies where now.
create view active_encounter as
  select * from encounter where status in ('arrived', 'triaged', 'in-progress', 'onleave');

create table allergy (
  id                  uuid primary key,
  patient_id          uuid not null references patient,
  category            text not null check (category in ('medication', 'food', 'environment', 'biologic')),
  substance           text not null,
  code                text,
  code_system         text,
  reaction            text,
  severity            text check (severity in ('mild', 'moderate', 'severe')),
  criticality         text check (criticality in ('low', 'high', 'unable-to-assess')),
  clinical_status     text not null check (clinical_status in ('active', 'inactive', 'resolved')),
  verification_status text not null check (verification_status in ('unconfirmed', 'confirmed', 'refuted', 'entered-in-error')),
  recorded_at         timestamptz not null,
  check ((code is null) = (code_system is null))
);

create index allergy_by_patient on allergy (patient_id);

create table condition (
  id                  uuid primary key,
  patient_id          uuid not null references patient,
  encounter_id        uuid,
  category            text not null check (category in ('problem-list-item', 'encounter-diagnosis')),
  text                text not null,
  code                text,
  code_system         text,
  clinical_status     text not null check (clinical_status in ('active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved')),
  verification_status text not null check (verification_status in ('unconfirmed', 'provisional', 'differential', 'confirmed', 'refuted', 'entered-in-error')),
  onset               date,
  recorded_at         timestamptz not null,
  check ((code is null) = (code_system is null)),
  foreign key (encounter_id, patient_id) references encounter (id, patient_id)
);

create index condition_by_patient on condition (patient_id);

create table medication (
  id           uuid primary key,
  patient_id   uuid not null references patient,
  encounter_id uuid,
  -- 'order' is a MedicationRequest, 'statement' what the patient took before coming (MedicationStatement).
  kind         text not null check (kind in ('order', 'statement')),
  text         text not null,
  code         text,
  code_system  text,
  dose         text,
  route        text,
  frequency    text,
  status       text not null check (status in ('active', 'on-hold', 'cancelled', 'completed', 'entered-in-error', 'stopped', 'draft', 'unknown')),
  started_at   timestamptz,
  ended_at     timestamptz check (ended_at >= started_at),
  check ((code is null) = (code_system is null)),
  foreign key (encounter_id, patient_id) references encounter (id, patient_id)
);

create index medication_by_patient on medication (patient_id);

create table observation (
  id             uuid primary key,
  patient_id     uuid not null references patient,
  encounter_id   uuid,
  category       text not null check (category in ('laboratory', 'vital-signs')),
  status         text not null check (status in ('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error', 'unknown')),
  text           text not null,
  code           text,
  code_system    text,
  value          numeric,
  value_text     text,
  unit           text,
  reference_low  numeric,
  reference_high numeric check (reference_high >= reference_low),
  interpretation text check (interpretation in ('N', 'L', 'H', 'LL', 'HH', 'A', 'AA', 'POS', 'NEG')),
  effective_at   timestamptz not null,
  check ((code is null) = (code_system is null)),
  check (value is not null or value_text is not null),
  foreign key (encounter_id, patient_id) references encounter (id, patient_id)
);

create index observation_by_patient on observation (patient_id, effective_at desc);

create table diagnostic_report (
  id           uuid primary key,
  patient_id   uuid not null references patient,
  encounter_id uuid,
  kind         text not null check (kind in ('ecg', 'imaging', 'echocardiogram', 'angiography', 'endoscopy', 'microbiology', 'pathology')),
  status       text not null check (status in ('registered', 'partial', 'preliminary', 'final', 'amended', 'corrected', 'appended', 'cancelled', 'entered-in-error', 'unknown')),
  text         text not null,
  code         text,
  code_system  text,
  findings     text[] not null default '{}',
  conclusion   text,
  effective_at timestamptz not null,
  check ((code is null) = (code_system is null)),
  foreign key (encounter_id, patient_id) references encounter (id, patient_id)
);

create index diagnostic_report_by_patient on diagnostic_report (patient_id, effective_at desc);
