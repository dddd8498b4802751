// What somebody writes by hand who only wants the rows: Fastify, pg, prepared statements, one process. It asks the same of the same tables
// as the add-in's host, as their owner, without rights, tokens and cards.
import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 });

const activity = `a.id, a.type, a.subject, left(a.body, 255) body, a.direction, a.status, a.occurred_at, a.due_date, a.company_id,
  ac.name company, a.contact_id, an.first_name || ' ' || an.last_name contact, a.deal_id, ad.title deal, ao.name owner, a.updated_at,
  a.version`;
const joined = `left join companies ac on ac.id = a.company_id left join contacts an on an.id = a.contact_id
  left join deals ad on ad.id = a.deal_id left join users ao on ao.id = a.owner_id`;
const planned = `not a.is_deleted and a.status in ('PENDING', 'IN_PROGRESS')`;

const CONTEXT = {
  name: 'context',
  text: `
select p.place, k.contact, case when p.place <= 4 then (select json_agg(d) from (
    select d.id, d.title, d.value, d.currency, d.status, s.name stage, d.expected_close_date, d.probability, d.updated_at, d.version
      from deals d join pipeline_stages s on s.id = d.stage_id
     where not d.is_deleted and d.status = 'OPEN' and d.contact_id = k.id order by d.expected_close_date, d.id limit 6) d) end deals,
  case when p.place <= 4 then (select json_agg(t) from (select ${activity} from activities a ${joined}
     where not a.is_deleted and a.status = 'COMPLETED' and a.contact_id = k.id order by a.occurred_at desc limit 6) t) end timeline,
  case when p.place <= 4 then (select json_agg(t) from (select ${activity} from activities a ${joined}
     where not a.is_deleted and a.status = 'COMPLETED' and a.contact_id <> k.id
       and exists (select from activity_participants ap where ap.activity_id = a.id and ap.contact_id = k.id)
     order by a.occurred_at desc limit 6) t) end took_part,
  case when p.place <= 4 then (select json_agg(t) from (select ${activity} from activities a ${joined}
     where ${planned} and a.type = 'TASK' and a.contact_id = k.id order by a.due_date, a.id limit 3) t) end tasks,
  case when p.place <= 4 then (select json_agg(t) from (select ${activity} from activities a ${joined}
     where ${planned} and a.type <> 'TASK' and a.contact_id = k.id
     order by coalesce(a.due_date, a.occurred_at), a.id limit 3) t) end meetings,
  case when p.place <= 4 then (select json_agg(h) from (select h.changed_at, h.changed_by, h.version, h.changes from record_history h
     where h.record_id = k.id and h.entity = 'contact' order by h.changed_at desc, h.version desc limit 2) h) end changes,
  (select row_to_json(l) from (select outcome, reason, activity_id from capture_ledger
     where user_id = $2 and source_key = $3 order by decided_at desc limit 1) l) capture
from unnest($1::text[]) with ordinality p(address, place)
left join lateral (select c.id, json_build_object('id', c.id, 'firstName', c.first_name, 'lastName', c.last_name, 'email', c.email,
    'phone', c.phone, 'mobile', c.mobile, 'jobTitle', c.job_title, 'department', c.department, 'status', c.status, 'notes', c.notes,
    'company', co.name, 'companyId', co.id, 'owner', o.name, 'lastActivityAt', c.last_activity_at, 'version', c.version,
    'custom', c.custom) contact
  from contact_addresses x join contacts c on c.id = x.contact_id and not c.is_deleted
  left join companies co on co.id = c.company_id left join users o on o.id = c.owner_id
  where x.address = p.address order by x.contact_id limit 1) k on true
order by p.place`,
};

const columns = `c.id, c.name, c.domain, c.industry, c.company_size, c.status, c.city, c.country, o.name owner, c.last_activity_at,
  c.updated_at, c.version`;
const three = `not c.is_deleted and c.industry_folded = crm_ext.fold($1) and c.status = $2 and c.company_size = $3`;
const COMPANIES = {
  name: 'companies',
  text: `select ${columns} from companies c left join users o on o.id = c.owner_id where ${three} order by c.name_folded, c.id limit 50`,
};
const COMPANIES_COUNT = { name: 'companies-count', text: `select count(*)::int from companies c where ${three}` };

const server = Fastify();
server.post('/context', async request => {
  const { people, me, key } = request.body;
  const { rows } = await pool.query({ ...CONTEXT, values: [people, me, key] });
  return { people: rows };
});
server.get('/companies', async request => {
  const { industry, status, size } = request.query;
  const values = [industry, status, size];
  const [page, count] = await Promise.all([pool.query({ ...COMPANIES, values }), pool.query({ ...COMPANIES_COUNT, values })]);
  return { total: count.rows[0].count, items: page.rows };
});
server.get('/', async () => 'ready');
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
