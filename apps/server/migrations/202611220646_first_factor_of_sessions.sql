-- How whoever began the session proved who they are; null: nobody noted it, or a server began it.
alter table sessions add column first_factor_strategy text;
