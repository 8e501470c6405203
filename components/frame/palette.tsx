"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import {
  AudioLines,
  BookOpen,
  Film,
  Monitor,
  Moon,
  Image as Picture,
  Search,
  Sun,
} from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { Media } from "#lib/contract/media.ts";
import { routes } from "#lib/routes.ts";
import { recentGenerations } from "../generations/queries.ts";
import { promptOf } from "../generations/words.ts";
import { catalogueModels } from "../playground/models/queries.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { PAGES } from "./pages.ts";
import { setTheme, type Theme } from "./theme.ts";

const MEDIA_ICONS = { image: Picture, video: Film, tts: AudioLines } as const satisfies Record<
  Media,
  unknown
>;

const THEME_ITEMS = [
  { theme: "dark", label: "Dark theme", icon: Moon },
  { theme: "light", label: "Light theme", icon: Sun },
  { theme: "system", label: "Theme of the system", icon: Monitor },
] as const satisfies readonly { theme: Theme; label: string; icon: unknown }[];

export type PaletteProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** Everything that has a name, one field away: pages, models, latest generations, theme. */
export function Palette({ isOpen, onOpenChange }: PaletteProps) {
  return (
    <Dialog
      title="Search"
      isBare
      open={isOpen}
      onOpenChange={onOpenChange}
      className="top-[12vh] w-[min(38rem,calc(100vw-1.5rem))]!"
    >
      <PaletteBody onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function PaletteBody({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const go = (href: string) => {
    onDone();
    router.push(href);
  };
  return (
    <Command label="Search" loop>
      <div className="flex items-center gap-3 border-line border-b px-4">
        <Search aria-hidden className="size-4.5 shrink-0 text-faint" />
        <Command.Input
          autoFocus
          placeholder="Go to a page, a model, a generation…"
          className="h-13 min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-faint"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Command.List className="max-h-[min(24rem,56vh)] scroll-py-2 overflow-y-auto p-2">
        <Command.Empty className="px-3 py-10 text-center text-muted text-sm">
          Nothing has that name.
        </Command.Empty>
        <Group heading="Pages">
          {PAGES.map(({ href, title, icon: Icon }) => (
            <Item key={href} onSelect={() => go(href)} icon={<Icon aria-hidden />}>
              {title}
            </Item>
          ))}
          <Item
            onSelect={() => window.location.assign(routes.apiReference())}
            icon={<BookOpen aria-hidden />}
          >
            API reference
          </Item>
        </Group>
        <Models onGo={go} />
        <LatestGenerations onGo={go} />
        <Themes onDone={onDone} />
      </Command.List>
    </Command>
  );
}

function Models({ onGo }: { onGo: (href: string) => void }) {
  const { data: models = [] } = useQuery(catalogueModels);
  if (models.length === 0) return null;
  return (
    <Group heading="Models">
      {models.map(({ id, title, media }) => {
        const Icon = MEDIA_ICONS[media];
        return (
          <Item
            key={id}
            value={`${title} ${id}`}
            onSelect={() => onGo(routes.playground(id))}
            icon={<Icon aria-hidden />}
            hint={id}
          >
            {title}
          </Item>
        );
      })}
    </Group>
  );
}

function LatestGenerations({ onGo }: { onGo: (href: string) => void }) {
  const { data: latest = [] } = useQuery(recentGenerations);
  if (latest.length === 0) return null;
  return (
    <Group heading="Latest generations">
      {latest.map((generation) => {
        const Icon = MEDIA_ICONS[generation.media];
        return (
          <Item
            key={generation.id}
            value={`${promptOf(generation)} ${generation.id}`}
            onSelect={() => onGo(routes.generation(generation.id))}
            icon={<Icon aria-hidden />}
            hint={`…${generation.id.slice(-6)}`}
          >
            {promptOf(generation)}
          </Item>
        );
      })}
    </Group>
  );
}

function Themes({ onDone }: { onDone: () => void }) {
  return (
    <Group heading="Appearance">
      {THEME_ITEMS.map(({ theme, label, icon: Icon }) => (
        <Item
          key={theme}
          icon={<Icon aria-hidden />}
          onSelect={() => {
            setTheme(theme);
            onDone();
          }}
        >
          {label}
        </Item>
      ))}
    </Group>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="pb-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

type ItemProps = {
  children: ReactNode;
  icon: ReactNode;
  /** An id, at the end of the line. */
  hint?: string;
  value?: string;
  onSelect: () => void;
};

function Item({ children, icon, hint, value, onSelect }: ItemProps) {
  return (
    <Command.Item
      {...(value !== undefined && { value })}
      onSelect={onSelect}
      className="flex h-10 cursor-default select-none items-center gap-3 rounded-md px-2.5 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && (
        <span className="max-w-[45%] shrink-0 truncate font-mono text-faint text-xs max-sm:hidden">
          {hint}
        </span>
      )}
    </Command.Item>
  );
}
