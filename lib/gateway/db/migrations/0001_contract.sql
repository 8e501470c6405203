CREATE TABLE "idempotency_keys" (
	"workspace_id" text NOT NULL,
	"mode" text NOT NULL,
	"key" text NOT NULL,
	"generation_id" text NOT NULL,
	"model" text NOT NULL,
	"field_hashes" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_workspace_id_mode_key_pk" PRIMARY KEY("workspace_id","mode","key")
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_expiry" ON "idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_generation" ON "idempotency_keys" USING btree ("generation_id");--> statement-breakpoint
CREATE INDEX "generations_unfinished" ON "generations" USING btree ("workspace_id") WHERE "generations"."status" in ('IN_QUEUE', 'IN_PROGRESS');