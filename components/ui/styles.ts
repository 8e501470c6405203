/** Classes that several primitives share. A `className` given from outside is for layout only. */

export const control =
  "w-full rounded-md border border-control bg-well text-fg transition-[border-color,box-shadow,background-color] duration-fast placeholder:text-faint hover:border-control-hover focus-visible:border-accent focus-visible:outline-none focus-visible:ring-3 focus-visible:ring-accent/25 aria-invalid:border-gateway aria-invalid:focus-visible:ring-gateway/25 disabled:cursor-not-allowed disabled:opacity-55";

/** Of what is pressed rather than typed into. */
export const pressable =
  "w-full rounded-md border border-line-strong bg-raised text-fg shadow-control transition-[border-color,background-color] duration-fast hover:border-control hover:bg-hover aria-invalid:border-gateway disabled:cursor-not-allowed disabled:opacity-55 data-popup-open:border-control data-popup-open:bg-hover";

export const popup =
  "rounded-lg border border-line-strong bg-overlay text-fg shadow-pop outline-none origin-(--transform-origin) transition-[opacity,scale] duration-fast ease-out data-starting-style:scale-[.97] data-starting-style:opacity-0 data-ending-style:scale-[.98] data-ending-style:opacity-0";

export const popupItem =
  "flex w-full cursor-default select-none items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-sm text-fg outline-none data-highlighted:bg-hover data-disabled:opacity-50";
