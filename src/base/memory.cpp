#include "base/memory.hpp"

// Which C library this is, is only said by one of its headers.
#include <cstddef>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace backstory {

void return_freed_memory() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

}  // namespace backstory
