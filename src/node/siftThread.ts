/** What a thread of the sifter is given, to be known by where its program is also another. */
export const SIFT_THREAD = "keystow sift";
