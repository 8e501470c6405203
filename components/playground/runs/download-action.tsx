"use client";
import type { ReactNode } from "react";
import type { GenerationData } from "#lib/contract/generation.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { resultFiles } from "./result-files.ts";
import { downloadUrl } from "./run-facts.ts";

/** Saves the result: a link for one, a list for several. */
export function DownloadAction({ data, icon }: { data: GenerationData; icon: ReactNode }) {
  const files = resultFiles(data);
  const [first] = files;
  if (!first) return null;
  if (files.length === 1) {
    return (
      <Button
        variant="quiet"
        size="sm"
        icon={icon}
        render={<a href={downloadUrl(first.url)} download={first.file_name} />}
      >
        Download
      </Button>
    );
  }
  return (
    <Menu
      trigger={
        <Button variant="quiet" size="sm" icon={icon}>
          Download
        </Button>
      }
    >
      {files.map((file, index) => (
        <MenuItem
          key={file.url}
          render={<a href={downloadUrl(file.url)} download={file.file_name} />}
          hint={file.file_name}
        >
          Result {index + 1}
        </MenuItem>
      ))}
    </Menu>
  );
}
