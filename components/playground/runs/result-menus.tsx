"use client";
import { Ellipsis, ImagePlus, Link2, Share2 } from "lucide-react";
import type { Generation, GenerationData } from "#lib/contract/generation.ts";
import { routes } from "#lib/routes.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { toast } from "../../ui/toast.ts";
import { usePlaygroundActions } from "../playground-actions.ts";
import { resultFiles } from "./result-files.ts";

async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.success(`${what} copied`);
  } catch {
    toast.error("The browser did not allow copying");
  }
}

/** Of more results than this the addresses are copied together. */
const SINGLY_MAX = 4;

/** Less used things to do with a result. */
export function ResultMenu({ generation, data }: { generation: Generation; data: GenerationData }) {
  const files = resultFiles(data);
  const urls = files.map(({ url }) => url).join("\n");
  const page = () => new URL(routes.generation(generation.id), window.location.href).href;
  return (
    <Menu
      trigger={
        <Button
          variant="quiet"
          size="sm"
          icon={<Ellipsis aria-hidden />}
          aria-label="More actions"
        />
      }
    >
      {files.length > 1 && (
        <MenuItem icon={<Link2 aria-hidden />} onSelect={() => copy(urls, "File URLs")}>
          Copy all {files.length} file URLs
        </MenuItem>
      )}
      {files.length <= SINGLY_MAX &&
        files.map((file, index) => (
          <MenuItem
            key={file.url}
            icon={<Link2 aria-hidden />}
            onSelect={() => copy(file.url, "File URL")}
          >
            {files.length > 1 ? `Copy URL of result ${index + 1}` : "Copy file URL"}
          </MenuItem>
        ))}
      <MenuSeparator />
      <MenuItem icon={<Share2 aria-hidden />} onSelect={() => copy(page(), "Link")}>
        Copy link to this generation
      </MenuItem>
      <MenuItem icon={<Link2 aria-hidden />} onSelect={() => copy(generation.id, "Generation id")}>
        Copy generation id
      </MenuItem>
    </Menu>
  );
}

/** Where the first file of a result can go in next. */
export function UseAsInput({ data }: { data: GenerationData }) {
  const { targetsFor, putIn } = usePlaygroundActions();
  const [first] = resultFiles(data);
  const targets = targetsFor(data.type);
  if (!first || targets.length === 0) return null;
  return (
    <Menu
      trigger={
        <Button variant="quiet" size="sm" icon={<ImagePlus aria-hidden />}>
          <span className="max-sm:sr-only">Use as input</span>
        </Button>
      }
    >
      {targets.map((target) => (
        <MenuItem
          key={`${target.modelId} ${target.field}`}
          onSelect={() => putIn(first.url, target)}
        >
          {target.label}
        </MenuItem>
      ))}
    </Menu>
  );
}
