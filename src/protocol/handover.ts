/** Names by which the server's redirect, the loader and the recorder find each other's things. Apart, for the loader is tiny. */

/** Fragment parameter that carries the one-time code to the target page. */
export const CODE_PARAMETER = 'casereel'
/** Fragment parameter that keeps the target's own fragment (hash routers), URI-encoded. */
export const RETURN_PARAMETER = 'casereel-hash'
/** sessionStorage key of the host origin: what lets a recording go on over page loads in one tab. */
export const STORAGE_KEY = 'casereel'
