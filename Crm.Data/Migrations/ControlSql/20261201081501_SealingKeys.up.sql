-- Keys of ASP.NET Core's Data Protection as XML, themselves encrypted for a certificate that only the hosts have.
create table crm_control.sealing_keys (
  name text primary key,
  xml text not null,
  created_at timestamptz not null default now()
);
grant select, insert on crm_control.sealing_keys to crm_app;
