-- What a center keeps for good. Runs unchanged on PostgreSQL and on H2 in its PostgreSQL mode.

CREATE TABLE service_keys (
    safe_key   varchar(128)                NOT NULL PRIMARY KEY,
    kind       varchar(16)                 NOT NULL,
    subject    varchar(256)                NOT NULL,
    role       varchar(16),
    in_group   varchar(128),
    enabled    boolean                     NOT NULL,
    generation integer                     NOT NULL CHECK (generation > 0), -- the secret follows from it
    created    timestamp(3) with time zone NOT NULL,
    version    bigint                      NOT NULL CHECK (version > 0)
);

CREATE TABLE standing (
    instance varchar(512)   NOT NULL PRIMARY KEY, -- <cell>/<id>
    facts    varchar(65536) NOT NULL,
    version  bigint         NOT NULL CHECK (version > 0)
);

CREATE TABLE interfaces (
    id      varchar(512)    NOT NULL PRIMARY KEY, -- <cell>/<name>; a cell's name has no slash
    methods varchar(262144) NOT NULL,             -- a JSON array of objects
    version bigint          NOT NULL CHECK (version > 0)
);
