# Every library comes from the system (or vcpkg) and is found here, once. What a floor links is named in CMakeLists.txt.
find_package(PkgConfig)
find_package(fmt REQUIRED)
find_package(glm REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(assimp REQUIRED)
find_package(PNG REQUIRED)
find_package(ZLIB REQUIRED)  # comes with PNG
find_package(glfw3 REQUIRED)
find_package(Threads REQUIRED)
find_package(meshoptimizer REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# OpenVDB's find module lies beside its configuration on Debian, not on CMake's own path.
find_path(OPENVDB_MODULE_DIR FindOpenVDB.cmake PATH_SUFFIXES lib/x86_64-linux-gnu/cmake/OpenVDB
          lib/aarch64-linux-gnu/cmake/OpenVDB lib/cmake/OpenVDB share/openvdb PATHS /usr /usr/local /opt/homebrew)
if(OPENVDB_MODULE_DIR)
    list(APPEND CMAKE_MODULE_PATH ${OPENVDB_MODULE_DIR})
endif()
find_package(OpenVDB REQUIRED COMPONENTS openvdb)

# Dear ImGui: Debian ships a static library with pkg-config only, vcpkg a CMake package.
find_package(imgui CONFIG QUIET)
if(NOT TARGET imgui::imgui)
    pkg_check_modules(IMGUI REQUIRED IMPORTED_TARGET imgui)
    add_library(imgui::imgui ALIAS PkgConfig::IMGUI)
endif()

if(UNIX AND NOT APPLE)
    pkg_check_modules(EGL REQUIRED IMPORTED_TARGET egl)
    set(BACKSTORY_EGL PkgConfig::EGL)
endif()

# glad is generated, not stored: core 3.3 is all that the renderer may use.
find_program(GLAD glad REQUIRED)
set(glad_dir ${CMAKE_BINARY_DIR}/glad)
add_custom_command(
    OUTPUT ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h ${glad_dir}/include/KHR/khrplatform.h
    COMMAND ${GLAD} --reproducible --quiet --api gl:core=3.3 --extensions= --out-path ${glad_dir} c
    COMMENT "Generating the OpenGL 3.3 loader" VERBATIM)
add_library(backstory_glad STATIC ${glad_dir}/src/gl.c)
target_include_directories(backstory_glad SYSTEM PUBLIC ${glad_dir}/include)
target_link_libraries(backstory_glad PUBLIC ${CMAKE_DL_LIBS})

set(BACKSTORY_FORGE_LIBRARIES OpenVDB::openvdb meshoptimizer::meshoptimizer Threads::Threads)
set(BACKSTORY_IO_LIBRARIES nlohmann_json::nlohmann_json assimp::assimp PNG::PNG ZLIB::ZLIB)
set(BACKSTORY_PLATFORM_LIBRARIES glfw ${BACKSTORY_EGL})
set(BACKSTORY_UI_LIBRARIES imgui::imgui glfw)
