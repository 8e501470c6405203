"use client";
import { Button } from "../../ui/button.tsx";
import { usePlaygroundActions } from "../playground-actions.ts";

const SHOWN_MAX = 2;

/** Models that would do instead, one click each; what was typed is kept. */
export function Suggestions(props: { ids: readonly string[]; onChoose: (id: string) => void }) {
  const { modelOf } = usePlaygroundActions();
  const models = props.ids.flatMap((id) => modelOf(id) ?? []).slice(0, SHOWN_MAX);
  return models.map((model) => (
    <Button key={model.id} size="sm" onClick={() => props.onChoose(model.id)}>
      Use {model.title}
    </Button>
  ));
}
