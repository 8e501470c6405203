/** Id of the element at the end of main where popups open, so that they lie within a landmark. */
export const LAYER_ID = "layer";

/** That element as a ref; on a page without one, popups open at the end of the body. */
export const layer = {
  get current(): HTMLElement | null {
    return document.getElementById(LAYER_ID);
  },
};
