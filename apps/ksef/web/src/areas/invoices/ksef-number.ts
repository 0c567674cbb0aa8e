/** What a KSeF number looks like: also that of the first version, with a dash more. */
export const ksefNumberForm = /^(\d{10}|M\d{9}|[A-Z]{3}\d{7})-\d{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}$/i;
