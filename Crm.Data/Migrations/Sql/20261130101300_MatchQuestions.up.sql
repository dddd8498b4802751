-- What the owner of a mailbox is asked about captured items: once for all of the same ambiguity. Answered it is a named rule that counts
-- until it is undone; undone it is a question again.
create table match_questions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  key uuid not null, -- the same for all items of the same ambiguity
  kind text not null constraint ck_match_questions_kind check (kind in ('CONTACT','COMPANY','DEAL')),
  contact_id uuid references contacts (id) on delete cascade, -- of a question about deals: with whom
  company_id uuid references companies (id) on delete cascade,
  conversation_id varchar(255),
  candidates uuid[] not null,
  reason text not null,
  asked_at timestamptz not null default now(),
  later_until timestamptz,
  told_at timestamptz,
  held_until timestamptz, -- a host is about to write of it
  answered_at timestamptz,
  answer uuid, -- of the candidates' kind; null: none of them
  version integer not null default 1,
  constraint ux_match_questions_key unique (user_id, key)
);
create index ix_match_questions_contact on match_questions (contact_id);
create index ix_match_questions_company on match_questions (company_id);

create table match_question_items (
  question_id uuid not null references match_questions (id) on delete cascade,
  activity_id uuid not null references activities (id) on delete cascade,
  is_linked boolean not null default false, -- by the answer, or by the rule that it became
  has_company boolean not null default false, -- with a contact it got the contact's company
  primary key (question_id, activity_id)
);
create index ix_match_question_items_activity on match_question_items (activity_id);

-- Claims open questions that nobody was told of, for people whom the bot can reach. It looks across owners, so no person may call it: the
-- bot's job has no user.
create function take_match_questions(people uuid[], held interval, most integer) returns table (question_id uuid, user_id uuid)
  language plpgsql security definer set search_path from current as $$
begin
  if exists (select from users u where u.id = crm_ext.current_user_id()) then
    raise exception 'questions are taken by the bot alone' using errcode = 'insufficient_privilege';
  end if;
  return query update match_questions m set held_until = now() + held
   where m.id in (
     select q.id from match_questions q
      where q.user_id = any (people) and q.answered_at is null and q.told_at is null and (q.later_until is null or q.later_until < now())
        and (q.held_until is null or q.held_until < now())
      order by q.asked_at, q.id limit most for update skip locked)
  returning m.id, m.user_id;
end $$;
revoke execute on function take_match_questions(uuid[], interval, integer) from public;

do $$
declare
  s constant text := current_schema();
  changing constant text := (select string_agg(quote_ident(s || r), ', ') from unnest(array['_own','_read','_manage','_admin']) r);
  viewer constant text := quote_ident(s || '_viewer');
  admin constant text := quote_ident(s || '_admin');
  me constant text := '(select crm_ext.current_user_id())';
begin
  alter table match_questions enable row level security;
  execute format('create policy own_questions on match_questions for all to %s
    using (user_id = %s) with check (user_id = %2$s)', changing, me);
  execute format('create policy own_to_read on match_questions for select to %s using (user_id = %s)', viewer, me);
  execute format('grant select on match_questions to %s, %s', changing, viewer);
  execute format('grant insert, update (candidates, reason, asked_at, later_until, told_at, held_until, answered_at, answer, version)
    on match_questions to %s', changing);

  alter table match_question_items enable row level security;
  execute format('create policy of_own_questions on match_question_items for all to %s
    using (exists (select from match_questions q where q.id = question_id and q.user_id = %s))
    with check (exists (select from match_questions q where q.id = question_id and q.user_id = %2$s))', changing, me);
  execute format('create policy of_own_to_read on match_question_items for select to %s
    using (exists (select from match_questions q where q.id = question_id and q.user_id = %s))', viewer, me);
  execute format('grant select on match_question_items to %s, %s', changing, viewer);
  execute format('grant insert, update (is_linked, has_company) on match_question_items to %s', changing);
  execute format('grant execute on function take_match_questions(uuid[], interval, integer) to %s', admin);
end $$;
