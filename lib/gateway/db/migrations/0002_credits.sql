CREATE TABLE "credit_accounts" (
	"workspace_id" text NOT NULL,
	"mode" text NOT NULL,
	"balance" integer DEFAULT 0 NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	"alerted_at" timestamp (3) with time zone,
	CONSTRAINT "credit_accounts_workspace_id_mode_pk" PRIMARY KEY("workspace_id","mode"),
	CONSTRAINT "credit_accounts_not_negative" CHECK ("credit_accounts"."balance" >= 0 and "credit_accounts"."held" >= 0),
	CONSTRAINT "credit_accounts_bounded" CHECK ("credit_accounts"."balance"::bigint + "credit_accounts"."held" <= 2147483647)
);
--> statement-breakpoint
CREATE TABLE "credit_alerts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "credit_alerts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"mode" text NOT NULL,
	"threshold" integer NOT NULL,
	"available" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credit_entries" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "credit_entries_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"mode" text NOT NULL,
	"kind" text NOT NULL,
	"grant_id" text NOT NULL,
	"generation_id" text,
	"delta" integer NOT NULL,
	"held_delta" integer NOT NULL,
	"balance_after" integer NOT NULL,
	"held_after" integer NOT NULL,
	"note" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credit_grants" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"mode" text NOT NULL,
	"kind" text NOT NULL,
	"amount" integer NOT NULL,
	"remaining" integer NOT NULL,
	"is_open" boolean GENERATED ALWAYS AS (remaining > 0) STORED NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	"source" text NOT NULL,
	"source_ref" text,
	"expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "credit_grants_not_negative" CHECK ("credit_grants"."remaining" >= 0 and "credit_grants"."held" >= 0),
	CONSTRAINT "credit_grants_amount" CHECK ("credit_grants"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "credit_holds" (
	"generation_id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"mode" text NOT NULL,
	"key_id" text,
	"amount" integer NOT NULL,
	"captured" integer DEFAULT 0 NOT NULL,
	"released" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "credit_holds_whole" CHECK ("credit_holds"."captured" >= 0 and "credit_holds"."released" >= 0 and (
        "credit_holds"."settled_at" is null and "credit_holds"."captured" = 0 and "credit_holds"."released" = 0
        or "credit_holds"."settled_at" is not null and "credit_holds"."captured" + "credit_holds"."released" = "credit_holds"."amount"))
);
--> statement-breakpoint
CREATE TABLE "credit_key_months" (
	"key_id" text NOT NULL,
	"month" date NOT NULL,
	"credits" integer NOT NULL,
	CONSTRAINT "credit_key_months_key_id_month_pk" PRIMARY KEY("key_id","month"),
	CONSTRAINT "credit_key_months_not_negative" CHECK ("credit_key_months"."credits" >= 0)
);
--> statement-breakpoint
CREATE TABLE "payment_reversals" (
	"ref" text PRIMARY KEY NOT NULL,
	"intent_ref" text NOT NULL,
	"kind" text NOT NULL,
	"amount_cents" integer NOT NULL,
	"stage" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"mode" text NOT NULL,
	"provider" text NOT NULL,
	"request_key" text,
	"pack" text NOT NULL,
	"credits" integer NOT NULL,
	"price_cents" integer NOT NULL,
	"currency" text NOT NULL,
	"checkout_url" text,
	"checkout_ref" text,
	"checkout_ends_at" timestamp (3) with time zone,
	"intent_ref" text,
	"ended_as" text,
	"grant_id" text,
	"refunded_cents" integer DEFAULT 0 NOT NULL,
	"reclaimed" integer DEFAULT 0 NOT NULL,
	"unreclaimed" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"paid_at" timestamp (3) with time zone,
	CONSTRAINT "payments_granted_when_paid" CHECK (("payments"."grant_id" is null) = ("payments"."paid_at" is null)),
	CONSTRAINT "payments_refund_whole" CHECK ("payments"."refunded_cents" between 0 and "payments"."price_cents"
        and "payments"."reclaimed" >= 0 and "payments"."unreclaimed" >= 0
        and "payments"."reclaimed" + "payments"."unreclaimed" <= "payments"."credits")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "monthly_limit" integer;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "billing" jsonb DEFAULT '{"held":0,"captured":0,"released":0,"entries":[]}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "plan" text;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "plan_started_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "plan_renews_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "low_balance" integer;--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD CONSTRAINT "credit_accounts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_alerts" ADD CONSTRAINT "credit_alerts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_grant_id_credit_grants_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."credit_grants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD CONSTRAINT "credit_grants_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_key_months" ADD CONSTRAINT "credit_key_months_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_grant_id_credit_grants_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."credit_grants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credit_alerts_list" ON "credit_alerts" USING btree ("workspace_id","mode","id");--> statement-breakpoint
CREATE INDEX "credit_entries_list" ON "credit_entries" USING btree ("workspace_id","mode","seq");--> statement-breakpoint
CREATE INDEX "credit_entries_time" ON "credit_entries" USING btree ("workspace_id","mode","created_at","seq");--> statement-breakpoint
CREATE INDEX "credit_entries_grant" ON "credit_entries" USING btree ("grant_id","seq");--> statement-breakpoint
CREATE INDEX "credit_entries_kind" ON "credit_entries" USING btree ("workspace_id","mode","kind","seq") WHERE "credit_entries"."kind" <> 'hold';--> statement-breakpoint
CREATE UNIQUE INDEX "credit_entries_once" ON "credit_entries" USING btree ("generation_id","grant_id","kind") WHERE "credit_entries"."generation_id" is not null;--> statement-breakpoint
CREATE INDEX "credit_grants_spendable" ON "credit_grants" USING btree ("workspace_id","mode",("kind" <> 'subscription'),"expires_at","id") WHERE "credit_grants"."is_open";--> statement-breakpoint
CREATE INDEX "credit_grants_expiry" ON "credit_grants" USING btree ("expires_at") WHERE "credit_grants"."is_open";--> statement-breakpoint
CREATE INDEX "credit_grants_list" ON "credit_grants" USING btree ("workspace_id","mode","id");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_grants_source" ON "credit_grants" USING btree ("workspace_id","mode","source","source_ref") WHERE "credit_grants"."source_ref" is not null;--> statement-breakpoint
CREATE INDEX "credit_holds_settled" ON "credit_holds" USING btree ("workspace_id","mode","settled_at") WHERE "credit_holds"."settled_at" is not null;--> statement-breakpoint
CREATE INDEX "credit_holds_open" ON "credit_holds" USING btree ("workspace_id","mode") WHERE "credit_holds"."settled_at" is null;--> statement-breakpoint
CREATE INDEX "payment_reversals_intent" ON "payment_reversals" USING btree ("intent_ref");--> statement-breakpoint
CREATE INDEX "payments_list" ON "payments" USING btree ("workspace_id","mode","id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_request_key" ON "payments" USING btree ("workspace_id","mode","request_key") WHERE "payments"."request_key" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "payments_intent_ref" ON "payments" USING btree ("intent_ref") WHERE "payments"."intent_ref" is not null;--> statement-breakpoint
CREATE INDEX "payments_unreclaimed" ON "payments" USING btree ("id") WHERE "payments"."unreclaimed" > 0;--> statement-breakpoint
CREATE INDEX "workspaces_renewal" ON "workspaces" USING btree ("plan_renews_at") WHERE "workspaces"."plan" is not null;--> statement-breakpoint
CREATE FUNCTION "refuse_change_of_entries"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'entries of the ledger are never changed' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER "credit_entries_unchanged" BEFORE UPDATE OR DELETE ON "credit_entries"
	FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_entries"();--> statement-breakpoint
CREATE TRIGGER "credit_entries_kept" BEFORE TRUNCATE ON "credit_entries"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_entries"();--> statement-breakpoint
-- What a key's generations of a month cost so far. Each statement of a volatile function sees what was
-- committed before it, so behind the lock on the account also the month that somebody began meanwhile.
CREATE FUNCTION "key_month_credits"("key" text, "of_month" date) RETURNS integer
LANGUAGE plpgsql VOLATILE STRICT AS $$
BEGIN
	RETURN coalesce((SELECT credits FROM credit_key_months WHERE key_id = key AND month = of_month), 0);
END $$;--> statement-breakpoint
-- What an amount can be taken from at a time, in the order of use: as many grants as it needs, or all. Called
-- behind the lock on the account, without which no grant changes, it gives also what was granted or came back
-- while its statement waited there.
CREATE FUNCTION "spendable_grants"("workspace" text, "of_mode" text, "as_of" timestamp with time zone, "amount" integer)
RETURNS SETOF "credit_grants" LANGUAGE plpgsql VOLATILE ROWS 2 AS $$
DECLARE
	missing integer := amount;
	found_grant credit_grants;
BEGIN
	IF missing <= 0 THEN
		RETURN;
	END IF;
	-- Each has at least one credit, so no more than that many are needed: said, it is read from the index in order.
	FOR found_grant IN SELECT * FROM credit_grants AS grants
		WHERE grants.workspace_id = workspace AND grants.mode = of_mode AND grants.is_open
			AND (grants.expires_at IS NULL OR grants.expires_at > as_of)
		ORDER BY grants.kind <> 'subscription', grants.expires_at NULLS LAST, grants.id LIMIT missing
	LOOP
		RETURN NEXT found_grant;
		missing := missing - found_grant.remaining;
		EXIT WHEN missing <= 0;
	END LOOP;
END $$;--> statement-breakpoint
-- What remains in grants that are past their end, until the sweep takes it. Behind the lock on the account as well.
CREATE FUNCTION "ended_credits"("workspace" text, "of_mode" text, "as_of" timestamp with time zone) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	RETURN coalesce((SELECT sum(remaining) FROM credit_grants
		WHERE workspace_id = workspace AND mode = of_mode AND is_open AND expires_at <= as_of), 0);
END $$;--> statement-breakpoint
-- What was accepted before there was a ledger holds nothing, so it cost nothing.
UPDATE "generations" SET "usage" = '{"total":0,"subscription":0,"permanent":0}';--> statement-breakpoint
UPDATE "workspaces" SET "plan" = 'free', "plan_started_at" = "created_at";--> statement-breakpoint
UPDATE "api_keys" SET "scopes" = "scopes" || ARRAY['credits:read'] WHERE NOT 'credits:read' = ANY ("scopes");
