-- Runs unchanged on PostgreSQL and on H2 in its PostgreSQL mode. Lengths are checked before a statement is
-- made, with a message that names them; here they are the second wall.

CREATE TABLE users (
    name          varchar(128)                NOT NULL PRIMARY KEY,
    password_hash varchar(512)                NOT NULL,
    role          varchar(64)                 NOT NULL,
    allowed_cells varchar(65536)              NOT NULL, -- a JSON array of text
    enabled       boolean                     NOT NULL,
    created       timestamp(3) with time zone NOT NULL,
    version       bigint                      NOT NULL CHECK (version > 0)
);

CREATE TABLE tenants (
    id                  varchar(128)   NOT NULL PRIMARY KEY,
    name                varchar(256)   NOT NULL,
    enabled             boolean        NOT NULL,
    requests_per_minute bigint         NOT NULL CHECK (requests_per_minute >= 0),
    requests_per_day    bigint         NOT NULL CHECK (requests_per_day >= 0),
    roles               varchar(65536) NOT NULL, -- a JSON array of text
    config              varchar(65536) NOT NULL, -- a JSON object of text
    version             bigint         NOT NULL CHECK (version > 0)
);

CREATE TABLE audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    happened   timestamp(3) with time zone NOT NULL,
    who        varchar(128)                NOT NULL,
    action     varchar(128)                NOT NULL,
    subject    varchar(512)                NOT NULL,
    was        varchar(65536),
    became     varchar(65536),
    tenant     varchar(128),
    cell       varchar(128),
    request_id varchar(128)
);

-- Pages go down the ids; each index gives one kind of page in that order.
CREATE INDEX audit_by_tenant ON audit (tenant, id);
CREATE INDEX audit_by_cell ON audit (cell, id);
CREATE INDEX audit_by_request ON audit (request_id, id);
CREATE INDEX audit_by_time ON audit (happened);

CREATE TABLE config_versions (
    number    bigint                      NOT NULL PRIMARY KEY CHECK (number > 0),
    content   text                        NOT NULL CHECK (char_length(content) <= 8388608),
    who       varchar(128)                NOT NULL,
    published timestamp(3) with time zone NOT NULL,
    why       varchar(1024)               NOT NULL
);
