"use client";
import type { Menu } from "@base-ui/react/menu";
import { createContext } from "react";

/** The loaded parts of a menu, for the items in it. */
export type MenuParts = Pick<typeof Menu, "Item" | "Separator">;

export const MenuPartsContext = createContext<MenuParts | null>(null);
