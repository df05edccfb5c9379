/**
 * The founding load: the records of a whole province's institutions go into an index that is still
 * empty, all in one transaction of the schema's owner. They are read, sealed, normalised, blocked,
 * scored and grouped in memory ({@link org.yima.index.living.Census}), which holds codes and no
 * records: rows wait in temporary files until they are stored by {@code COPY} into tables whose
 * indexes are built afterwards. What the index then holds is what it would hold had the records
 * been put one by one.
 */
@CheckReturnValue
package org.yima.index.founding;

import com.google.errorprone.annotations.CheckReturnValue;
