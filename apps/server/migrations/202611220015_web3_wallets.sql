-- Wallets of users. Many may name one; whoever signs with it has it alone.
create table web3_wallets (
  instance_id text not null,
  id text not null,
  user_id text not null,
  -- The address: Ethereum's in lower case, Solana's in base58, where case counts.
  web3_wallet text not null,
  verified_at timestamptz,
  verification_strategy text,
  -- The proof under way or last made.
  verification_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);
create unique index web3_wallets_verified on web3_wallets (instance_id, web3_wallet) where verified_at is not null;
create unique index web3_wallets_user_id on web3_wallets (instance_id, user_id, web3_wallet);
create index web3_wallets_web3_wallet on web3_wallets (instance_id, web3_wallet);

alter table users add column primary_web3_wallet_id text;

-- What a wallet is to sign. It is shown to whoever asked for it, so it is no secret.
alter table verifications add column message text;

alter table sign_ups add column web3_wallet text;
alter table sign_ups add column web3_verification_id text;
alter table sign_ups add column web3_verified_at timestamptz;
alter table sign_ups add column web3_verified_by text;
